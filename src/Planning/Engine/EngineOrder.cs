using System.Collections.Immutable;

namespace FpgaSeg.Planning.Engine;

/// <summary>Finds the order of rows by doing what the engine does: sweep after sweep, each operator makes a row if it is its turn and its operands are that far.</summary>
internal sealed class EngineOrder(ImmutableArray<EngineOperator> operators, EnginePasses passes)
{
    private readonly int[] _periods = [.. operators.Select((_, i) => EngineSchedule.PeriodOf(operators, i))];
    private readonly ImmutableArray<EngineStep>.Builder _steps = ImmutableArray.CreateBuilder<EngineStep>();

    /// <summary>All rows, and the sweeps of the longest pass.</summary>
    public (ImmutableArray<EngineStep> Steps, int Sweeps) Run()
    {
        var sweeps = 0;
        for (var pass = 0; pass < passes.Count; pass++)
            sweeps = Math.Max(sweeps, Run(pass));
        return (_steps.ToImmutable(), sweeps);
    }

    // A pass ends when its last map is finished and the image has been read.
    private int Run(int pass)
    {
        int[] made = new int[operators.Length];
        if (pass > 0 && passes.Held is { } held)
            made[held] = operators[held].Shape.Height;
        int target = pass == passes.Count - 1 ? operators.Length - 1 : passes.Held!.Value, sweep = 0, most = _periods.Max();
        for (; !IsFinished(made, target) || !IsFinished(made, 0); sweep++)
        {
            var before = _steps.Count;
            for (var k = 0; k < operators.Length; k++)
            {
                if (passes.Active[pass][k] && !IsFinished(made, k) && sweep % _periods[k] == 0 && IsReady(operators[k], made[k], made))
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
