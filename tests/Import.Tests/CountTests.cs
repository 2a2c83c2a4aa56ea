using FpgaSeg.Graph.Analysis;
using FpgaSeg.Import.Onnx;

namespace FpgaSeg.Import.Tests;

/// <summary>
/// Parameters and multiply-accumulates as PyTorch counts them: numel of the module's parameters, and per Conv2d a forward hook that adds
/// output elements times weights per output.
/// </summary>
public sealed class CountTests
{
    [Theory]
    [InlineData("cmunext_act_bn", 40_837, 8_956_224)] // batch norm kept: the published count
    [InlineData("cmunext_bn_act", 40_837 - 2004, 23_883_264)] // folded by the exporter: 1002 channels of batch norm are gone
    [InlineData("strides", 1_497, 276_720)]
    [InlineData("grouped", 845, 542_520)]
    [InlineData("conv_bn_relu", 271, 241_920)] // a convolution without bias, then batch norm
    [InlineData("conv_relu_bn", 218, 139_748)]
    public void Counts_equal_those_of_PyTorch(string name, long parameters, long macs)
    {
        var summary = NetworkSummary.Of(OnnxImporter.Import(Fixture.Load(name).ModelPath, new ImportOptions()).Value.Graph);

        Assert.Equal((parameters, macs), (summary.Parameters, summary.Macs));
    }
}
