using System.Collections.Immutable;

namespace FpgaSeg.Planning.Engine;

/// <summary>
/// How often the engine goes over its program for a frame, and what it makes each time. Once; or twice, where skips shall not wait: the first pass ends with
/// one deep map, which is held; the second makes the shallow maps again from the image, which comes a second time, in step with the operators behind the held
/// map; or as often as the program is cut (<see cref="EngineCut"/>), maps between two passes waiting in memory beside the chip.
/// </summary>
/// <param name="Held">The operator whose map is held on the chip between the passes; null where none is.</param>
/// <param name="Active">By pass, then by operator: whether it works.</param>
/// <param name="Targets">By pass: the operators with whose last rows it ends.</param>
public sealed record EnginePasses(int? Held, ImmutableArray<ImmutableArray<bool>> Active, ImmutableArray<ImmutableArray<int>> Targets)
{
    /// <summary>Passes of a frame.</summary>
    public int Count => Active.Length;

    /// <summary>How often the image comes: in each pass in which its reader works.</summary>
    public int Images => Active.Count(a => a[0]);

    /// <summary>Whether there are several of which none needs a row that another left on the chip.</summary>
    public bool AreApart => Held is null && Count > 1;

    /// <summary>The first pass in which an operator works.</summary>
    public int FirstOf(int index) => Enumerable.Range(0, Count).First(p => Active[p][index]);

    /// <summary>Whether it works in the pass behind that too; it does not in others.</summary>
    public bool IsTwice(int index) => FirstOf(index) + 1 < Count && Active[FirstOf(index) + 1][index];

    /// <summary>All operators in one pass.</summary>
    public static EnginePasses One(ImmutableArray<EngineOperator> operators) =>
        new(Held: null, [[.. operators.Select(_ => true)]], [[operators.Length - 1, 0]]);

    /// <summary>What the held map is made of, then what the mask is made of, in which the held map is there.</summary>
    public static EnginePasses Two(ImmutableArray<EngineOperator> operators, int held) =>
        new(held, [MadeOf(operators, held, stop: -1), MadeOf(operators, operators.Length - 1, stop: held)], [[held, 0], [operators.Length - 1, 0]]);

    /// <summary>Each operator in one pass of several, all of whose rows are made.</summary>
    /// <param name="passOf">The pass of every operator, ascending from 0.</param>
    public static EnginePasses Several(IReadOnlyList<int> passOf)
    {
        ImmutableArray<ImmutableArray<bool>> active = [.. Enumerable.Range(0, passOf[^1] + 1).Select(p => passOf.Select(q => q == p).ToImmutableArray())];
        return new(Held: null, active, [.. active.Select(a => Enumerable.Range(0, a.Length).Where(i => a[i]).ToImmutableArray())]);
    }

    /// <summary>
    /// The maps that may be held: those of which nothing behind is made but through them and shallower maps, and which leave something out of the second pass.
    /// </summary>
    public static IEnumerable<int> Candidates(ImmutableArray<EngineOperator> operators) =>
        from reader in Enumerable.Range(0, operators.Length)
        where operators[reader].Window.Doubles
        let held = operators[reader].Operands[0].Maker
        let passes = Two(operators, held)
        where Enumerable.Range(0, operators.Length).Count(i => !passes.Active[1][i]) > 1
        select held;

    private static ImmutableArray<bool> MadeOf(ImmutableArray<EngineOperator> operators, int target, int stop)
    {
        var made = new bool[operators.Length];
        var open = new Stack<int>([target]);
        while (open.TryPop(out var index))
        {
            if (made[index] || index == stop)
                continue;
            made[index] = true;
            foreach (var operand in operators[index].Operands)
                open.Push(operand.Maker);
        }

        return [.. made];
    }
}
