using System.Numerics;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>concat.hpp, channel_select.hpp, crop_pad.hpp and depth_to_space.hpp: stages that only move integers.</summary>
internal static class RearrangementEmitter
{
    public static StageCode Emit(ConcatStage stage) => new(
        stage.Name,
        "concat",
        "concat.hpp",
        [new("in_t", TypeText.Of(stage.Input.Format))],
        [new("OUT_C", stage.Output.Shape.Channels), new("PIXELS", stage.Output.Shape.Pixels)],
        [],
        []);

    public static StageCode Emit(ChannelSelectStage stage)
    {
        var bits = Math.Max(1, 32 - BitOperations.LeadingZeroCount((uint)stage.Input.Shape.Channels - 1));
        return new StageCode(
            stage.Name,
            "channel_select",
            "channel_select.hpp",
            [new("in_t", TypeText.Of(stage.Input.Format)), new("channel_t", $"ap_uint<{bits}>")],
            [.. PixelConstants.Of(stage), new("OUT_C", stage.Output.Shape.Channels)],
            [],
            [IntegerRom.Of("channels", bits, isSigned: false, stage.Operator.Channels)]);
    }

    public static StageCode Emit(CropPadStage stage) => new(
        stage.Name,
        "crop_pad",
        "crop_pad.hpp",
        [new("in_t", TypeText.Of(stage.Input.Format))],
        [
            .. MapConstants.Of(stage.Input.Shape), new("OUT_H", stage.Output.Shape.Height), new("OUT_W", stage.Output.Shape.Width),
            new("TOP", stage.Operator.Top), new("LEFT", stage.Operator.Left),
        ],
        [],
        []);

    public static StageCode Emit(DepthToSpaceStage stage) => new(
        stage.Name,
        "depth_to_space",
        "depth_to_space.hpp",
        [new("in_t", TypeText.Of(stage.Input.Format))],
        [.. MapConstants.Of(stage.Input.Shape), new("BLOCK_Y", stage.Operator.BlockY), new("BLOCK_X", stage.Operator.BlockX)],
        [],
        []);
}
