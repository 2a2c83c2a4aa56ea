using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx;
using Xunit.Abstractions;

namespace FpgaSeg.Import.Tests;

/// <summary>Our import and executor against PyTorch: within 1e-4 on outputs of magnitude one.</summary>
public sealed class FixtureTests(ITestOutputHelper log)
{
    private const float Tolerance = 1e-4f;

    public static TheoryData<string> Names() => new(Fixture.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Logit_equals_PyTorch(string name)
    {
        var fixture = Fixture.Load(name);
        var graph = OnnxImporter.Import(fixture.ModelPath, fixture.Options).Value.Graph;

        var logit = new FloatExecutor(graph).RunLogit(fixture.Input);

        AssertClose(fixture.Logit, logit, name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_way_of_running_gives_the_same_bits(string name)
    {
        var fixture = Fixture.Load(name);
        var graph = OnnxImporter.Import(fixture.ModelPath, fixture.Options).Value.Graph;

        var values = new FloatExecutor(graph).Run(fixture.Input);
        var threaded = new FloatExecutor(graph, threads: 3).Run(fixture.Input);

        Assert.Equal(new FloatExecutor(graph).RunLogit(fixture.Input).Data, values[^2].Data);
        for (var i = 0; i < values.Length; i++)
        {
            Assert.Equal(graph.Nodes[i].Shape, values[i].Shape);
            Assert.Equal(values[i].Data, threaded[i].Data);
        }

        Assert.Equal(values[^2].Data.Select(v => v > 0 ? 1f : 0), values[^1].Data);
    }

    [Fact]
    public void Intermediate_values_equal_PyTorch()
    {
        var fixture = Fixture.Load("cmunext_act_bn");
        var graph = OnnxImporter.Import(fixture.ModelPath, fixture.Options).Value.Graph;
        var values = new FloatExecutor(graph).Run(fixture.Input);

        Assert.Equal(3, fixture.Values.Count);
        foreach (var (node, expected) in fixture.Values)
            AssertClose(expected, values[Array.FindIndex([.. graph.Nodes], n => n.Name == node)], node);
    }

    [Fact]
    public void CMUNeXt_imports_as_its_definition_says()
    {
        var model = OnnxImporter.Import(Fixture.Load("cmunext_bn_act").ModelPath, new ImportOptions()).Value;
        var operators = model.Graph.Nodes.Select(n => n.Operator).ToArray();

        Assert.Equal(55, operators.OfType<FloatConv2d>().Count());
        Assert.Equal(20, operators.OfType<FloatAdd>().Count());
        Assert.Equal(4, operators.OfType<FloatMaxPool2d>().Count());
        Assert.Equal(4, operators.OfType<FloatResize2d>().Count());
        Assert.IsType<FloatThreshold>(operators[^1]);
        Assert.Equal(("image", "logit", 13), (model.InputName, model.OutputName, model.Opset));
        Assert.Equal("pytorch 1.13.0", model.Producer);
    }

    [Theory]
    [InlineData("sigmoid_last", true)]
    [InlineData("nearest", false)]
    public void The_chosen_runner_gives_the_logit(string name, bool sigmoid)
    {
        var fixture = Fixture.Load(name);
        var model = OnnxImporter.Import(fixture.ModelPath, fixture.Options).Value;

        Assert.Equal(!sigmoid, model.ReturnsLogit);
        AssertClose(fixture.Logit, FloatRunners.Create(fixture.Model, model).RunLogit(fixture.Input), FloatRunners.Preferred);
    }

    private void AssertClose(FeatureMap<float> expected, FeatureMap<float> actual, string what)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        var worst = expected.Data.Zip(actual.Data, (e, a) => Math.Abs(e - a)).Max();
        log.WriteLine($"{what}: largest difference {worst:E2}, largest value {expected.Data.Max(Math.Abs):F3}");
        Assert.True(worst <= Tolerance, $"{what}: largest difference {worst:E3}");
    }
}
