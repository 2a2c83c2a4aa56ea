using System.Collections.Immutable;
using System.Reflection;
using FpgaSeg.HostDriver.Tests.Session;
using FpgaSeg.HostDriver.Tests.Transports;

namespace FpgaSeg.HostDriver.Tests.Emulation;

/// <summary>A test that needs the emulated USB port. It runs in a process of its own, because the port exists only under umockdev's preload.</summary>
/// <param name="Type">A class without a public constructor for xunit: its fields are new for every case.</param>
/// <param name="Method">The test.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record EmulatedCase(Type Type, MethodInfo Method, object?[] Arguments)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    public static readonly ImmutableArray<EmulatedCase> All =
    [
        .. new[]
        {
            typeof(UsbScenarios), typeof(FtdiScenarios), typeof(UsbSessionScenarios), typeof(UsbFaultScenarios), typeof(FtdiFaultScenarios),
            typeof(SerialAdapterScenarios),
        }.SelectMany(OfClass),
    ];

    public string Name => $"{Type.Name}.{Method.Name}{(Arguments.Length == 0 ? "" : $"({string.Join(", ", Arguments)})")}";

    /// <summary>Runs it as xunit would; null, or how it failed.</summary>
    public async Task<string?> RunAsync()
    {
        var instance = Activator.CreateInstance(Type);
        try
        {
            await RunAsync(instance!).WaitAsync(Deadline);
            return null;
        }
#pragma warning disable CA1031 // Whatever a test throws is its failure.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return failure.ToString();
        }
    }

    private async Task RunAsync(object instance)
    {
        if (instance is IAsyncLifetime starting)
            await starting.InitializeAsync();
        try
        {
            if (Method.Invoke(instance, Arguments) is Task task)
                await task;
        }
        finally
        {
            if (instance is IAsyncLifetime ending)
                await ending.DisposeAsync();
        }
    }

    private static IEnumerable<EmulatedCase> OfClass(Type type) =>
        from method in type.GetMethods()
        from arguments in method.GetCustomAttributes<EmulatedAttribute>().Select(e => e.Arguments)
            .Concat(method.GetCustomAttributes<InlineDataAttribute>().SelectMany(d => d.GetData(method)))
            .Concat(method.GetCustomAttributes<FactAttribute>().Where(f => f is not TheoryAttribute).Select(_ => Array.Empty<object?>()))
        select new EmulatedCase(type, method, arguments);
}

/// <summary>Marks a test that only the emulated port can run, so that xunit does not look for it.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class EmulatedAttribute(params object?[] arguments) : Attribute
{
    public object?[] Arguments { get; } = arguments;
}
