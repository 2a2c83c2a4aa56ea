using System.Collections.Immutable;

namespace FpgaSeg.Planning.Engine;

/// <summary>
/// How often the engine goes over the image for a frame. Once; or twice, where skips shall not wait: the first pass ends with one deep map, which is held; the
/// second makes the shallow maps again from the image, which comes a second time, in step with the operators behind the held map.
/// </summary>
/// <param name="Held">The operator whose map is held between the passes; null for one pass.</param>
/// <param name="Active">By pass, then by operator: whether it works.</param>
public sealed record EnginePasses(int? Held, ImmutableArray<ImmutableArray<bool>> Active)
{
    /// <summary>Passes of a frame, 1 or 2.</summary>
    public int Count => Active.Length;

    /// <summary>Bit p is set where the operator works in pass p.</summary>
    public int MaskOf(int index) => Enumerable.Range(0, Count).Sum(p => Active[p][index] ? 1 << p : 0);

    /// <summary>All operators in one pass.</summary>
    public static EnginePasses One(ImmutableArray<EngineOperator> operators) => new(Held: null, [[.. operators.Select(_ => true)]]);

    /// <summary>What the held map is made of, then what the mask is made of, in which the held map is there.</summary>
    public static EnginePasses Two(ImmutableArray<EngineOperator> operators, int held) =>
        new(held, [MadeOf(operators, held, stop: -1), MadeOf(operators, operators.Length - 1, stop: held)]);

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
