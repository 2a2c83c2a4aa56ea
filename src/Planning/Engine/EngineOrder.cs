using System.Collections.Immutable;

namespace FpgaSeg.Planning.Engine;

/// <summary>Finds the order of rows by doing what the engine does: sweep after sweep, each operator makes a row if it is its turn and its operands are that far.</summary>
internal sealed class EngineOrder(ImmutableArray<EngineOperator> operators, EnginePasses passes, ImmutableArray<int> periods)
{
    private readonly ImmutableArray<EngineStep>.Builder _steps = ImmutableArray.CreateBuilder<EngineStep>();

    /// <summary>All rows, and the sweeps of each pass.</summary>
    public (ImmutableArray<EngineStep> Steps, ImmutableArray<int> Sweeps) Run()
    {
        var made = new int[operators.Length];
        var sweeps = Enumerable.Range(0, passes.Count).Select(pass => Run(pass, made)).ToImmutableArray();
        return (_steps.ToImmutable(), sweeps);
    }

    // What works in a pass begins anew in it; what does not has made what it made.
    private int Run(int pass, int[] made)
    {
        for (var k = 0; k < made.Length; k++)
            made[k] = passes.Active[pass][k] ? 0 : made[k];
        int sweep = 0, most = periods.Max();
        for (; !passes.Targets[pass].All(t => IsFinished(made, t)); sweep++)
        {
            var before = _steps.Count;
            for (var k = 0; k < operators.Length; k++)
            {
                if (passes.Active[pass][k] && !IsFinished(made, k) && sweep % periods[k] == 0 && IsReady(operators[k], made[k], made))
                    _steps.Add(new(k, made[k]++, pass, sweep));
            }

            // In such a sweep every operator has its turn.
            if (_steps.Count == before && sweep % most == 0)
                throw new InvalidOperationException($"The engine's program stops in sweep {sweep} of pass {pass}.");
        }

        return sweep;
    }

    private bool IsFinished(int[] made, int index) => made[index] == operators[index].Shape.Height;

    private static bool IsReady(EngineOperator op, int row, int[] made)
    {
        foreach (var operand in op.Operands)
        {
            if (made[operand.Maker] < op.Window.RowsNeeded(row, op.InShape.Height))
                return false;
        }

        return true;
    }
}
