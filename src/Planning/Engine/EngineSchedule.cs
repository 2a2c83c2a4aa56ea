using System.Collections.Immutable;

namespace FpgaSeg.Planning.Engine;

/// <summary>A row that an operator makes: what the engine does in one go.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Row">The row of its map.</param>
/// <param name="Sweep">The sweep in which it is made.</param>
/// <param name="GivenBack">Rows of operands that are given back behind it.</param>
public readonly record struct EngineStep(int Operator, int Row, int Sweep, int GivenBack = 0);

/// <summary>When rows of one map are given back: by the last of its readers, so many rows behind its window, that no reader misses them.</summary>
/// <param name="Reader">The operator that gives them back.</param>
/// <param name="Lag">Rows.</param>
public readonly record struct EngineRelease(int Reader, int Lag);

/// <summary>
/// The rows of a frame in the order in which the engine makes them, which depends on shapes alone, and how long each waits in a page.
/// </summary>
/// <param name="Steps">All rows.</param>
/// <param name="Sweeps">Passes over the program.</param>
/// <param name="Releases">One per operator; null where it makes no map.</param>
/// <param name="MostRows">Rows of each operator's map that wait at once, the one being made included; 0 where it makes no map.</param>
/// <param name="Events">Pages taken (operator) and given back (-1 - operator), in order.</param>
public sealed record EngineSchedule(
    ImmutableArray<EngineStep> Steps, int Sweeps, ImmutableArray<EngineRelease?> Releases, ImmutableArray<int> MostRows, ImmutableArray<int> Events)
{
    /// <summary>The schedule of a program.</summary>
    public static EngineSchedule Of(ImmutableArray<EngineOperator> operators)
    {
        var run = new Run(operators);
        run.Order();
        run.FindReleases();
        return run.GiveBack();
    }

    /// <summary>Every how many sweeps an operator makes a row: a power of two, so that its map is finished no later than the image allows.</summary>
    public static int PeriodOf(ImmutableArray<EngineOperator> operators, int index)
    {
        var ratio = operators.Max(o => o.Shape.Height) / operators[index].Shape.Height;
        return 1 << System.Numerics.BitOperations.Log2((uint)ratio);
    }

    /// <inheritdoc cref="PeriodOf(ImmutableArray{EngineOperator}, int)"/>
    public static int PeriodOf(EngineProgram program, int index) => PeriodOf([.. program.Lines.Select(l => l.Operator)], index);

    private sealed class Run(ImmutableArray<EngineOperator> operators)
    {
        private readonly List<EngineStep> _steps = [];
        private readonly EngineRelease?[] _releases = new EngineRelease?[operators.Length];
        private readonly int[][] _readers = [.. Enumerable.Range(0, operators.Length).Select(i => EngineSkips.ReadersOf(operators, i))];
        private int _sweeps;

        public void Order()
        {
            var next = new int[operators.Length];
            int[] periods = [.. operators.Select((_, i) => PeriodOf(operators, i))];
            for (; next[^1] < operators[^1].Shape.Height; _sweeps++)
            {
                var before = _steps.Count;
                for (var k = 0; k < operators.Length; k++)
                {
                    if (next[k] < operators[k].Shape.Height && _sweeps % periods[k] == 0 && IsReady(operators[k], next[k], next))
                        _steps.Add(new(k, next[k]++, _sweeps));
                }

                // In such a sweep every operator has its turn.
                if (_steps.Count == before && _sweeps % periods.Max() == 0)
                    throw new InvalidOperationException($"The engine's program stops in sweep {_sweeps}.");
            }
        }

        private static bool IsReady(EngineOperator op, int row, int[] made)
        {
            foreach (var operand in op.Operands)
            {
                if (made[operand.Maker] < op.Window.RowsNeeded(row, op.InShape.Height))
                    return false;
            }

            return true;
        }

        // The last reader in the program gives back; how far it is ahead of the others at most is the lag.
        public void FindReleases()
        {
            int[] next = new int[operators.Length], lags = new int[operators.Length];
            foreach (var (k, row, _, _) in _steps)
            {
                next[k] = row + 1;
                foreach (var map in operators[k].Operands.Where(o => o.IsRead).Select(o => o.Maker).Distinct().Where(m => _readers[m][^1] == k))
                    lags[map] = Math.Max(lags[map], FirstNeeded(k, next[k], map) - _readers[map].Min(r => FirstNeeded(r, next[r], map)));
            }

            for (var map = 0; map < operators.Length; map++)
                _releases[map] = operators[map].MakesMap && _readers[map] is [.., var last] ? new EngineRelease(last, lags[map]) : null;
        }

        public EngineSchedule GiveBack()
        {
            int[] made = new int[operators.Length], given = new int[operators.Length], most = new int[operators.Length];
            var events = ImmutableArray.CreateBuilder<int>();
            var steps = ImmutableArray.CreateBuilder<EngineStep>(_steps.Count);
            foreach (var (k, row, sweep, _) in _steps)
            {
                if (operators[k].Operands.Any(o => o.IsRead && FirstNeeded(k, row, o.Maker) < given[o.Maker]))
                    throw new InvalidOperationException($"Operator {k} of the engine's program needs a row that was given back.");
                if (operators[k].MakesMap)
                {
                    events.Add(k);
                    most[k] = Math.Max(most[k], ++made[k] - given[k]);
                }

                var before = events.Count;
                foreach (var map in operators[k].Operands.Where(o => o.IsRead).Select(o => o.Maker))
                {
                    if (_releases[map]?.Reader != k)
                        continue;
                    for (var end = EndOf(k, row, map); given[map] < end; given[map]++)
                        events.Add(-1 - map);
                }

                steps.Add(new(k, row, sweep, events.Count - before));
            }

            return new(steps.ToImmutable(), _sweeps, [.. _releases], [.. most], events.ToImmutable());
        }

        private int EndOf(int reader, int row, int map)
        {
            var op = operators[reader];
            var reached = op.Window.FirstRow(row + 1) - _releases[map]!.Value.Lag;
            return row == op.Shape.Height - 1 ? op.InShape.Height : Math.Clamp(reached, 0, op.InShape.Height);
        }

        // The first row of a map that a reader still needs; all are behind it when it has finished.
        private int FirstNeeded(int reader, int row, int map) => row == operators[reader].Shape.Height
            ? operators[map].Shape.Height
            : Math.Clamp(operators[reader].Window.FirstRow(row), 0, operators[map].Shape.Height);
    }
}
