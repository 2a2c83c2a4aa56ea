using FpgaSeg.Import.Checkpoints;
using FpgaSeg.Import.Safetensors;
using FpgaSeg.Import.Torch;

namespace FpgaSeg.Import.Tests.Checkpoints;

/// <summary>Every element type and every kind of view, against what PyTorch says.</summary>
public sealed class TensorReadingTests
{
    [Theory]
    [InlineData("tensors2.pth")]
    [InlineData("tensors3.pth")]
    [InlineData("tensors4.pth")]
    [InlineData("tensors5.pth")]
    [InlineData("tensors.safetensors")]
    public void Tensors_equal_PyTorch(string file)
    {
        var read = Read(file).ToDictionary(t => t.Name, StringComparer.Ordinal);

        Assert.Equal(16, read.Count);
        foreach (var expected in CheckpointFixture.Tensors)
        {
            var tensor = read[expected.Name["a.".Length..]];
            Assert.Equal((expected.Type, expected.Name), (tensor.Type.Name, expected.Name));
            Assert.Equal(expected.Dims, tensor.Dims);
            if (expected.Values is { } values)
                Assert.Equal(Bits(values), Bits(tensor.Read().Value));
            else
                Assert.Null(tensor.Type.Read);
        }
    }

    [Fact]
    public void A_record_that_says_little_endian_changes_nothing() =>
        Assert.Equal([1f, 1f], Assert.Single(Read("little_endian.pth")).Read().Value);

    [Fact]
    public void Name_parts_that_all_tensors_share_are_dropped_and_batch_counters_too()
    {
        CheckpointTensor Tensor(string name) => new(name, [], ElementType.Float32, () => Array.Empty<float>());
        var state = StateDict.Of("", [Tensor("module.net.stem.weight"), Tensor("module.net.stem.num_batches_tracked"), Tensor("module.net.step")]);

        Assert.Equal(["stem.weight", "step"], state.Tensors.Select(t => t.Name));
        Assert.Equal("module.weight", Assert.Single(StateDict.Of("", [Tensor("module.weight")]).Tensors).Name);
    }

    [Fact]
    public void State_dicts_are_found_where_training_scripts_put_them()
    {
        var content = CheckpointFixture.Read("training.pth");
        var archive = TorchArchive.Open(content, "training.pth");
        var found = new TorchStateDicts(new TorchTensors(archive, "training.pth")).Find(PickleMachine.Read(archive.Pickle(), "training.pth"));

        Assert.Equal([("model", 326), ("ema", 326)], found.Select(s => (s.Path, s.Tensors.Count)));
        Assert.Equal("stem.0.weight", found[1].Tensors[0].Name);
    }

    private static IReadOnlyList<CheckpointTensor> Read(string file)
    {
        var content = CheckpointFixture.Read(file);
        if (file.EndsWith(".safetensors", StringComparison.Ordinal))
            return StateDict.Of("", new SafetensorsFile(content, file).Tensors()).Tensors;
        var archive = TorchArchive.Open(content, file);
        return Assert.Single(new TorchStateDicts(new TorchTensors(archive, file)).Find(PickleMachine.Read(archive.Pickle(), file))).Tensors;
    }

    private static int[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToInt32Bits);
}
