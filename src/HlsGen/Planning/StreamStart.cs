using FpgaSeg.Graph;
using FpgaSeg.HlsGen.Stages;

namespace FpgaSeg.HlsGen.Planning;

/// <summary>How many input pixels a stage takes before its first output pixel, beyond that pixel itself.</summary>
internal sealed class StreamStart : IStageVisitor<int>
{
    // A pipelined loop holds a pixel at its head and one in its output register.
    private const int Register = 2;

    public int Visit(ReadImageStage stage) => Register;

    public int Visit(AffineStage stage) => Register;

    public int Visit(Conv2dStage stage) => Of(stage, stage.Operator.Window);

    public int Visit(DepthwiseStage stage) => Of(stage, stage.Operator.Window);

    public int Visit(PointwiseStage stage) => Register;

    public int Visit(PointwisePairStage stage) => Register;

    public int Visit(AddStage stage) => Register;

    public int Visit(MaxPool2dStage stage) => Of(stage, stage.Operator.Window);

    public int Visit(Upsample2xStage stage) =>
        stage.Mode == UpsampleMode.Bilinear ? stage.Input.Shape.Width + Register : Register;

    public int Visit(TableStage stage) => Register;

    public int Visit(ThresholdStage stage) => Register;

    public int Visit(ForkStage stage) => Register;

    public int Visit(WriteMaskStage stage) => Register;

    private static int Of(Stage stage, WindowGeometry window)
    {
        var rows = Math.Max(0, window.ExtentY - 1 - window.PadTop);
        var columns = Math.Max(0, window.ExtentX - 1 - window.PadLeft);
        return (rows * stage.Input.Shape.Width) + columns + Register;
    }
}
