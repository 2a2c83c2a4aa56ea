using FpgaSeg.Boards;
using FpgaSeg.Planning;
using FpgaSeg.Planning.Memory;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Output;

/// <summary>What the plan's memories are made of, in the words of storage.hpp and of Vitis HLS.</summary>
internal static class Storage
{
    /// <summary>The place of each memory of a stage, by the kernel's name for it.</summary>
    public static IEnumerable<(string Name, string Place)> Of(StagePlan plan)
    {
        foreach (var memory in plan.Memories)
            yield return (memory.Need.Name, Place(memory));
        foreach (var name in Declared(plan.Stage).Except(plan.Memories.Select(m => m.Need.Name), StringComparer.Ordinal))
            yield return (name, "registers");
    }

    /// <summary>What holds a stream's tokens: in tables, shift registers where the family has them.</summary>
    public static string OfQueue(StreamPlan plan, BoardDescription board) =>
        plan.Memory.IsBlockRam ? "bram" : DeviceFamilies.Of(board).LutRam.ShiftRegisters.IsEmpty ? "lutram" : "srl";

    private static string Place(MemoryPlan memory)
    {
        var (need, copies) = (memory.Need, memory.Need.Reads > 1 ? "_copies" : "");
        var banks = need.Banks > 1 ? $", {need.Banks}" : "";
        return $"{(memory.IsBlockRam ? "block_ram" : "lut_ram")}{copies}<{need.Shape.Depth}, {need.Shape.Width}{banks}>";
    }

    // Arrays that a kernel declares whatever its shape, and for which the plan needs a memory only if rows have to be kept.
    private static string[] Declared(Stage stage) => stage switch
    {
        Conv2dStage or DepthwiseStage or DepthwiseAddStage or MaxPool2dStage => ["lines"],
        Upsample2xStage { Mode: UpsampleMode.Bilinear } => ["left"],
        DepthToSpaceStage => ["line"],
        _ => [],
    };
}
