using System.Collections.Immutable;

namespace FpgaSeg.Planning.Engine;

/// <summary>Finds when rows can be given back, and how many wait at once.</summary>
internal sealed class EngineReleases
{
    private readonly ImmutableArray<EngineOperator> _operators;
    private readonly EnginePasses _passes;

    // The maps that each operator reads.
    private readonly int[][] _maps;

    // By pass and map; once the steps are known, the one that finishes last comes last.
    private readonly int[][][] _readers;

    public EngineReleases(ImmutableArray<EngineOperator> operators, EnginePasses passes)
    {
        (_operators, _passes) = (operators, passes);
        _maps = [.. operators.Select(o => o.Operands.Where(m => m.IsRead).Select(m => m.Maker).Distinct().ToArray())];
        int[][] all = [.. Enumerable.Range(0, operators.Length).Select(i => EngineSkips.ReadersOf(operators, i))];
        _readers = [.. passes.Active.Select(active => all.Select(readers => readers.Where(r => active[r]).ToArray()).ToArray())];
    }

    /// <summary>The reader that finishes last in a pass gives back; how far it is ahead of the others at most, in any pass, is the lag.</summary>
    public ImmutableArray<EngineRelease> Find(ImmutableArray<EngineStep> steps)
    {
        SortByEnd(steps);
        int[] next = new int[_operators.Length], lags = new int[_operators.Length];
        var current = 0;
        foreach (var (k, row, pass, _, _) in steps)
        {
            if (pass != current)
                Array.Clear(next);
            (current, next[k]) = (pass, row + 1);
            foreach (var map in _maps[k])
            {
                var readers = _readers[pass][map];
                if (readers[^1] != k)
                    continue;
                var reached = FirstNeeded(k, next[k], map);
                foreach (var reader in readers)
                    lags[map] = Math.Max(lags[map], reached - FirstNeeded(reader, next[reader], map));
            }
        }

        return [.. lags.Select((lag, map) => new EngineRelease([.. Enumerable.Range(0, _passes.Count).Select(p => ReaderOf(p, map))], lag))];
    }

    private void SortByEnd(ImmutableArray<EngineStep> steps)
    {
        var ends = Enumerable.Range(0, _passes.Count).Select(_ => new int[_operators.Length]).ToArray();
        for (var i = 0; i < steps.Length; i++)
            ends[steps[i].Pass][steps[i].Operator] = i;
        for (var pass = 0; pass < _readers.Length; pass++)
        {
            foreach (var readers in _readers[pass])
                Array.Sort(readers, (one, other) => ends[pass][one].CompareTo(ends[pass][other]));
        }
    }

    /// <summary>The schedule with these releases.</summary>
    public EngineSchedule GiveBack(ImmutableArray<EngineStep> steps, ImmutableArray<EngineRelease> releases, ImmutableArray<int> sweeps)
    {
        int[] made = new int[_operators.Length], given = new int[_operators.Length], most = new int[_operators.Length];
        var events = ImmutableArray.CreateBuilder<int>();
        var counted = ImmutableArray.CreateBuilder<EngineStep>(steps.Length);
        var current = 0;
        foreach (var step in steps)
        {
            var (k, row, pass) = (step.Operator, step.Row, step.Pass);
            if (pass != current)
                Forget(made, given, events);
            current = pass;
            foreach (var map in _maps[k])
            {
                if (FirstNeeded(k, row, map) < given[map])
                    throw new InvalidOperationException($"Operator {k} of the engine's program needs a row that was given back.");
            }

            if (_operators[k].MakesMap)
            {
                events.Add(k);
                most[k] = Math.Max(most[k], ++made[k] - given[k]);
            }

            var before = events.Count;
            foreach (var map in _maps[k])
            {
                if (releases[map].Readers[pass] != k)
                    continue;
                for (var end = EndOf(k, row, map, releases[map].Lag); given[map] < end; given[map]++)
                    events.Add(-1 - map);
            }

            counted.Add(step with { GivenBack = events.Count - before });
        }

        return new(_passes, counted.ToImmutable(), sweeps, releases, [.. most], events.ToImmutable());
    }

    // Between passes all pages are given back but those of the held map.
    private void Forget(int[] made, int[] given, ImmutableArray<int>.Builder events)
    {
        for (var map = 0; map < made.Length; map++)
        {
            if (map == _passes.Held)
                continue;
            for (; given[map] < made[map]; given[map]++)
                events.Add(-1 - map);
            made[map] = given[map] = 0;
        }
    }

    private int? ReaderOf(int pass, int map) =>
        map != _passes.Held && _operators[map].MakesMap && _passes.Active[pass][map] && _readers[pass][map] is [.., var last] ? last : null;

    private int EndOf(int reader, int row, int map, int lag)
    {
        var op = _operators[reader];
        return row == op.Shape.Height - 1 ? _operators[map].Shape.Height : Math.Clamp(op.Window.FirstRow(row + 1) - lag, 0, op.InShape.Height);
    }

    // The first row of a map that a reader still needs; all are behind it when it has finished.
    private int FirstNeeded(int reader, int row, int map) => row == _operators[reader].Shape.Height
        ? _operators[map].Shape.Height
        : Math.Clamp(_operators[reader].Window.FirstRow(row), 0, _operators[map].Shape.Height);
}
