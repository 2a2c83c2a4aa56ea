using System.Collections.Immutable;

namespace FpgaSeg.Planning.Engine;

/// <summary>
/// The time of a frame: turns of the engine's pipelined loops, which C simulation counts too, and cycles, which add what is assumed of pipelines that
/// empty between loops and of the look at each line of the program, which is added at the end (docs/engine.md).
/// </summary>
/// <param name="Turns">Turns of all loops.</param>
/// <param name="Cycles">Cycles.</param>
/// <param name="ImageRows">Cycle and turn in which each row of the image begins to be read, a pixel per turn; in two passes one pass after the other.</param>
/// <param name="MaskRows">The same of each row of the mask.</param>
/// <param name="MaskTurns">Turns of a mask pixel; its bit leaves in the last.</param>
/// <param name="OfOperators">Cycles of a frame that each operator takes.</param>
public sealed record EngineTimes(
    long Turns, long Cycles, ImmutableArray<(long Cycle, long Turn)> ImageRows, ImmutableArray<(long Cycle, long Turn)> MaskRows, int MaskTurns, ImmutableArray<long> OfOperators)
{
    /// <summary>Cycles from a word's address to the result that it ends up in: address, memory, product, tree of sums, accumulator, rectifier, product, shift and clip, memory.</summary>
    public const int Pipeline = 22;

    /// <summary>Words of a burst to or from memory beside the chip.</summary>
    public const int Burst = 64;

    private const int Move = 3;
    private const int Prepare = 5;
    private const int Look = 6;
    private const int MemoryBesideTheChip = 64;

    /// <summary>The time of a program.</summary>
    public static EngineTimes Of(EngineProgram program)
    {
        long cycles = 0, turns = 0;
        var (image, mask) = (ImmutableArray.CreateBuilder<(long, long)>(), ImmutableArray.CreateBuilder<(long, long)>());
        var (pass, ofOperators) = (-1, new long[program.Lines.Length]);
        foreach (var step in program.Schedule.Steps)
        {
            if (step.Pass != pass)
                Spend(Resets(program), Move);
            pass = step.Pass;
            var (line, before) = (program.Lines[step.Operator], cycles);
            var prepare = PrepareTurns(line, program.Lanes);
            if (prepare > 0)
                Spend(prepare, Prepare);
            if (line.Operator.Mode == EngineMode.Read)
                image.Add((cycles, turns));
            if (line.Operator.Mode == EngineMode.Mask)
                mask.Add((cycles, turns));
            Spend(line.Turns, line.Operator.Mode switch
            {
                EngineMode.Read => Move,
                EngineMode.Store or EngineMode.Load => ((line.Turns + Burst - 1) / Burst * MemoryBesideTheChip) + (line.Turns * (program.CyclesPerMemoryWord - 1)),
                _ => Pipeline,
            });
            if (step.GivenBack > 0)
                Spend(step.GivenBack, Move);
            ofOperators[step.Operator] += cycles - before;
        }

        cycles += (long)Look * program.Lines.Length * program.Schedule.Sweeps.Sum();
        var last = program.Lines[^1];
        return new(turns, cycles, image.ToImmutable(), mask.ToImmutable(), last.Turns / last.Operator.Shape.Width, [.. ofOperators]);

        void Spend(int count, int pipeline) => (turns, cycles) = (turns + count, cycles + count + pipeline);
    }

    /// <summary>Turns that put everything back at the beginning of a frame.</summary>
    public static int Resets(EngineProgram program) => Math.Max(Math.Max(program.Pages.Count, program.Pages.Classes.Length), program.Lines.Length);

    private static int PrepareTurns(EngineLine line, int lanes) =>
        line.Operator.Mode is EngineMode.Read or EngineMode.Store or EngineMode.Load ? 0 : Math.Max(line.Operator.Window.Rows, line.ScaleWords * lanes);
}
