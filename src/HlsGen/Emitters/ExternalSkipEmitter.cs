using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>external_skip.hpp.</summary>
internal static class ExternalSkipEmitter
{
    public static StageCode Emit(SkipStoreStage stage) => Emit(stage, "skip_store", stage.Input, stage.Region);

    public static StageCode Emit(SkipLoadStage stage) => Emit(stage, "skip_load", stage.Output, stage.Region);

    private static StageCode Emit(Stage stage, string kernel, StageStream skip, ExternalRegion region) => new(
        stage.Name,
        kernel,
        "external_skip.hpp",
        [new("in_t", TypeText.Of(skip.Format))],
        [
            new("IN_C", skip.Shape.Channels), new("PIXELS", skip.Shape.Pixels), new("BURST", region.BurstPixels), new("FIRST_WORD", region.FirstWord), new("FRAMES", ExternalRegion.Frames),
        ],
        [],
        []);
}
