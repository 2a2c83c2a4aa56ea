using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>affine.hpp.</summary>
internal static class AffineEmitter
{
    public static StageCode Emit(AffineStage stage, Folding folding) => new(
        stage.Name,
        "affine",
        "affine.hpp",
        [new("in_t", TypeText.Of(stage.Input.Format))],
        [.. PixelConstants.Of(stage), new("LANES", folding.Lanes)],
        [Quantisers.Of(stage.Operator, stage.Input.Format, stage.Output.Format)],
        [Quantisers.Scales(stage.Operator.Requantizer, [])]);
}

/// <summary>max_pool2d.hpp.</summary>
internal static class MaxPool2dEmitter
{
    public static StageCode Emit(MaxPool2dStage stage, Folding folding) => new(
        stage.Name,
        "max_pool2d",
        "max_pool2d.hpp",
        [new("in_t", TypeText.Of(stage.Input.Format))],
        [.. WindowConstants.Of(stage.Input.Shape, stage.Operator.Window), new("WORD_LANES", folding.Lanes), new("QUANT_LANES", folding.QuantLanes)],
        [],
        []);
}

/// <summary>upsample2x_nearest.hpp and upsample2x_bilinear.hpp.</summary>
internal static class Upsample2xEmitter
{
    public static StageCode Emit(Upsample2xStage stage, Folding folding)
    {
        var kernel = stage.Mode == UpsampleMode.Bilinear ? "upsample2x_bilinear" : "upsample2x_nearest";
        var shape = stage.Input.Shape;
        return new StageCode(
            stage.Name,
            kernel,
            $"{kernel}.hpp",
            [new("in_t", TypeText.Of(stage.Input.Format))],
            [new("IN_C", shape.Channels), new("IN_H", shape.Height), new("IN_W", shape.Width), new("LANES", folding.Lanes)],
            [],
            []);
    }
}

/// <summary>table.hpp.</summary>
internal static class TableEmitter
{
    public static StageCode Emit(TableStage stage, Folding folding)
    {
        var (entries, format) = (stage.Operator.Entries, stage.Output.Format);
        return new StageCode(
            stage.Name,
            "table",
            "table.hpp",
            [new("in_t", TypeText.Of(stage.Input.Format)), new("out_t", TypeText.Of(format))],
            [.. PixelConstants.Of(stage), new("LANES", folding.Lanes)],
            [],
            [
                IntegerRom.Of("entries", format.Bits, format.IsSigned, entries),
            ]);
    }
}

/// <summary>prelu.hpp.</summary>
internal static class PreluEmitter
{
    public static StageCode Emit(PreluStage stage, Folding folding) => new(
        stage.Name,
        "prelu",
        "prelu.hpp",
        [new("in_t", TypeText.Of(stage.Input.Format)), new("out_t", TypeText.Of(stage.Output.Format))],
        [
            .. PixelConstants.Of(stage), new("LANES", folding.Lanes), new("POSITIVE", stage.Operator.PositiveMultiplier),
            new("SHIFT", stage.Operator.Shift),
        ],
        [],
        [IntegerRom.Of("slopes", Requantizer.MultiplierBits, isSigned: true, stage.Operator.NegativeMultipliers)]);
}

/// <summary>margin.hpp.</summary>
internal static class MarginEmitter
{
    public static StageCode Emit(MarginStage stage) => new(
        stage.Name,
        "margin",
        "margin.hpp",
        [new("in_t", TypeText.Of(stage.Input.Format)), new("out_t", TypeText.Of(stage.Output.Format))],
        [.. PixelConstants.Of(stage), new("CLASS", stage.Operator.Class)],
        [],
        []);
}

/// <summary>threshold.hpp.</summary>
internal static class ThresholdEmitter
{
    public static StageCode Emit(ThresholdStage stage) => new(
        stage.Name,
        "threshold",
        "threshold.hpp",
        [new("in_t", TypeText.Of(stage.Input.Format))],
        [.. PixelConstants.Of(stage), new("THRESHOLD", $"{(long)stage.Operator.Threshold}LL", "std::int64_t")],
        [],
        []);
}

/// <summary>fork.hpp and stream_io.hpp: stages that only move pixels.</summary>
internal static class TransportEmitter
{
    public static StageCode Emit(ForkStage stage) => new(
        stage.Name, "fork", "fork.hpp", [new("in_t", TypeText.Of(stage.Input.Format))], PixelConstants.Of(stage), [], []);

    public static StageCode Emit(ReadImageStage stage) => new(
        stage.Name,
        "read_image",
        "stream_io.hpp",
        [],
        [new("IN_C", stage.Output.Shape.Channels), new("PIXELS", stage.Output.Shape.Pixels)],
        [],
        []);

    public static StageCode Emit(WriteMaskStage stage) => new(
        stage.Name, "write_mask", "stream_io.hpp", [], [new("PIXELS", stage.Input.Shape.Pixels)], [], []);
}

/// <summary>Constants of a stage that works pixel by pixel.</summary>
internal static class PixelConstants
{
    public static ImmutableArray<ConstantCode> Of(Stage stage) =>
        [new("IN_C", stage.Input.Shape.Channels), new("PIXELS", stage.Input.Shape.Pixels)];
}
