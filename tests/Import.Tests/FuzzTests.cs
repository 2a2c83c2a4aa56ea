using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx;

namespace FpgaSeg.Import.Tests;

/// <summary>Any bytes give a graph or coded errors, never an exception. Damage is seeded, so a failure repeats.</summary>
public sealed class FuzzTests
{
    private static readonly ImportOptions Options = new();

    [Theory]
    [InlineData("hardswish13", 1)]
    [InlineData("bilinear_sizes", 1)]
    [InlineData("cmunext_act_bn", 251)]
    public void Truncated_files_are_refused(string name, int step)
    {
        var model = Fixture.Load(name).Model;
        for (var length = 0; length < model.Length; length += step)
            Check(model[..length], $"{name} cut to {length} bytes");
    }

    [Theory]
    [InlineData("hardswish13", 1)]
    [InlineData("strides", 2)]
    [InlineData("sigmoid_last", 3)]
    [InlineData("upsample9", 4)]
    [InlineData("conv_relu_bn", 5)]
    [InlineData("bilinear_sizes", 6)]
    [InlineData("opset21_style", 7)]
    [InlineData("onnxsim_style", 8)]
    [InlineData("pytorch_shuffles_13", 9)]
    [InlineData("pytorch_gates_17", 10)]
    [InlineData("pytorch_skip_17", 11)]
    [InlineData("pytorch_argmax_17", 12)]
    [InlineData("pytorch_early_7", 13)]
    public void Flipped_bytes_never_throw(string name, int seed)
    {
        var model = Fixture.Load(name).Model;
        var random = new Random(seed);
        for (var round = 0; round < 1500; round++)
        {
            var damaged = (byte[])model.Clone();
            for (var flips = random.Next(1, 6); flips > 0; flips--)
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            Check(damaged, $"{name} seed {seed} round {round}");
        }
    }

    [Fact]
    public void Structure_bytes_of_every_position_may_be_anything()
    {
        var model = Fixture.Load("pools").Model;
        var random = new Random(7);
        for (var at = 0; at < model.Length; at++)
        {
            var damaged = (byte[])model.Clone();
            damaged[at] = (byte)random.Next(256);
            Check(damaged, $"pools, byte {at} = {damaged[at]}");
        }
    }

    [Fact]
    public void Random_bytes_are_refused()
    {
        var random = new Random(3);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            Assert.False(OnnxImporter.Import(bytes, "random.onnx", Options).IsOk);
        }
    }

    /// <summary>An accepted graph is also run where it is small: shapes that the importer promises must hold.</summary>
    private static void Check(byte[] bytes, string what)
    {
        try
        {
            var result = OnnxImporter.Import(bytes, "damaged.onnx", Options);
            Assert.All(result.Errors, e => Assert.Matches("^FS1[0-9]{3}$", e.Code));
            if (result.IsOk && result.Value.Graph.Nodes.Sum(n => (long)n.Shape.Count) < 200_000)
                new FloatExecutor(result.Value.Graph).Run(new(result.Value.Graph.Input.Shape));
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{what}: {e}");
        }
    }
}
