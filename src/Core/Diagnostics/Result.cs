using System.Collections.Immutable;

namespace FpgaSeg.Core.Diagnostics;

/// <summary>A value, or every reason why there is none. Exceptions are kept for bugs of ours.</summary>
public sealed class Result<T>
{
    private readonly T? _value;

    private Result(T? value, ImmutableArray<Diagnostic> errors) => (_value, Errors) = (value, errors);

    /// <summary>The reasons; empty when there is a value.</summary>
    public ImmutableArray<Diagnostic> Errors { get; }

    /// <summary>Whether there is a value.</summary>
    public bool IsOk => Errors.IsEmpty;

    /// <summary>The value; asking a failed result for it is a bug.</summary>
    public T Value => IsOk ? _value! : throw new InvalidOperationException($"There is no value: {Errors[0]}");

    public static implicit operator Result<T>(T value) => new(value, []);

    public static implicit operator Result<T>(Diagnostic error) => new(default, [error]);

    /// <summary>A failure with all its reasons.</summary>
    public static Result<T> Fail(IEnumerable<Diagnostic> errors)
    {
        var all = errors.ToImmutableArray();
        return all.IsEmpty ? throw new ArgumentException("A failure needs a reason.", nameof(errors)) : new(default, all);
    }

    /// <summary>Applies <paramref name="next"/> to the value; a failure passes through.</summary>
    public Result<TNext> Then<TNext>(Func<T, Result<TNext>> next) => IsOk ? next(Value) : Result<TNext>.Fail(Errors);
}

/// <summary>The value of a step that only succeeds or fails.</summary>
public readonly record struct Unit;
