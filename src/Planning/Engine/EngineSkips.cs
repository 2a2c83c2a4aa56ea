using System.Collections.Immutable;

namespace FpgaSeg.Planning.Engine;

/// <summary>Moves maps that wait long for their last reader to memory beside the chip.</summary>
public static class EngineSkips
{
    /// <summary>
    /// The operators of which the last reader, some operators later, reads a single row of the map: their maps may wait elsewhere. The first of them in the program comes first.
    /// </summary>
    public static IEnumerable<int> Candidates(ImmutableArray<EngineOperator> operators) =>
        from maker in Enumerable.Range(0, operators.Length)
        where operators[maker].MakesMap && operators[maker].Mode is not (EngineMode.Load or EngineMode.Read)
        let readers = ReadersOf(operators, maker)
        where readers.Length > 1 && operators[readers[^1]].Mode == EngineMode.Add
        select maker;

    /// <summary>The operators that read the map of <paramref name="maker"/>, ascending.</summary>
    public static int[] ReadersOf(ImmutableArray<EngineOperator> operators, int maker) =>
        [.. Enumerable.Range(0, operators.Length).Where(r => operators[r].Operands.Any(o => o.IsRead && o.Maker == maker))];

    /// <summary>The program with a store behind a candidate and a load in front of its last reader, which waits until that one's other operand is there.</summary>
    public static ImmutableArray<EngineOperator> Move(ImmutableArray<EngineOperator> operators, int maker)
    {
        var (map, last) = (operators[maker], ReadersOf(operators, maker)[^1]);

        // Places behind the store move by one, those behind the load by two.
        int Place(int old) => old + (old > maker ? 1 : 0) + (old >= last ? 1 : 0);
        EngineOperand Moved(EngineOperand operand) => operand with { Maker = Place(operand.Maker) };
        var (store, load) = (maker + 1, last + 1);
        var moved = operators.Select(o => o with { Operands = [.. o.Operands.Select(Moved)] }).ToList();
        moved[last] = moved[last] with { Operands = [.. moved[last].Operands.Select(o => o.Maker == Place(maker) ? o with { Maker = load } : o)] };
        var other = moved[last].Operands.Single(o => o.Maker != load).Maker;
        moved.Insert(maker + 1, Row(map, EngineMode.Store, [new(maker)]));
        moved.Insert(load, Row(map, EngineMode.Load, [new(store, IsRead: false), new(other, IsRead: false)]));
        return [.. moved];
    }

    /// <summary>A store or load of a map's rows.</summary>
    internal static EngineOperator Row(EngineOperator map, EngineMode mode, ImmutableArray<EngineOperand> operands) => new(
        mode, map.Node, map.Name, operands, map.Shape, [.. operands.Select(_ => map.Format.IsSigned)], map.Shape, map.Format, new(1, 1));
}
