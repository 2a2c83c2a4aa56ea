using FpgaSeg.Boards;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Logic;

/// <summary>Estimates of the parts of a plan.</summary>
public static class LogicEstimates
{
    /// <summary>A stage with its folding, multipliers made of tables included.</summary>
    public static LogicEstimate Of(Stage stage, Folding folding, DeviceFamily family) =>
        LogicEstimate.OfStage(stage.Accept(new StageLogic(folding, family)), family).WithMultipliers(folding.MultiplierLuts);

    /// <summary>The control of a stream's queue; a queue of shift registers has one address, one in a memory two and a count.</summary>
    public static LogicEstimate Of(StreamPlan stream, DeviceFamily family)
    {
        var (blocks, bits) = (MeasuredBlocks.Of(family.Name), WindowBits.Index(stream.Depth));
        var isShift = !stream.Memory.IsBlockRam && !family.LutRam.ShiftRegisters.IsEmpty;
        var luts = (isShift ? blocks.ShiftQueue : blocks.Queue).At(bits);
        return LogicEstimate.OfPart(new LogicCount(0, luts, luts, isShift ? bits + 2 : (3 * bits) + 3 + stream.Stream.BitsPerPixel), family);
    }
}
