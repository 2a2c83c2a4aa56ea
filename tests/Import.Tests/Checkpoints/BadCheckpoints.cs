using System.IO.Compression;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Import.Architectures;
using FpgaSeg.Import.Checkpoints;
using FpgaSeg.Import.Torch;

namespace FpgaSeg.Import.Tests.Checkpoints;

/// <summary>One way to get each error; the golden file of the same name holds its text.</summary>
internal static class BadCheckpoints
{
    public static readonly IReadOnlyDictionary<string, Func<IEnumerable<Diagnostic>>> All =
        Files().Concat(Pickles()).Concat(Tensors()).Concat(StateDicts()).Concat(BadSafetensors.All).Concat(BadExternalData.All)
            .ToDictionary(c => c.Key, c => c.Value);

    private static Dictionary<string, Func<IEnumerable<Diagnostic>>> Files() => new()
    {
        ["FS1401"] = () => Torch(CheckpointFixture.Read("tensors2.pth")[..3000]),
        ["FS1401_no_pickle"] = () => Torch(ZipBuilder.Archive([("weights.bin", [1, 2])])),
        ["FS1401_compressed"] = () => Torch(ZipBuilder.Archive([("data.pkl", new byte[1000])], CompressionLevel.Optimal)),
        ["FS1401_checksum"] = () => Torch(Changed(CheckpointFixture.Read("tensors2.pth"), "a.float64"u8, (byte)'b')),
        ["FS1401_twice"] = () => Torch(ZipBuilder.Checkpoint(PickleBuilder.StateDict(1, 0, [1], [1]), ("data.pkl", [1]))),
        ["FS1402"] = () => Fixture("legacy.pth"),
        ["FS1403"] = () => Fixture("script.pt"),
        ["FS1404"] = () => Fixture("big_endian.pth"),
    };

    private static Dictionary<string, Func<IEnumerable<Diagnostic>>> Pickles() => new()
    {
        ["FS1405"] = () => Pickle(PickleBuilder.StateDict(1, 0, [1], [1])[..40]),
        ["FS1405_opcode"] = () => Pickle(PickleBuilder.Start().Raw(0x81).Stop()),
        ["FS1405_protocol"] = () => Pickle([0x80, 9, (byte)'N', (byte)'.']),
        ["FS1406"] = () => Pickle(PickleBuilder.Start().Global("os", "system").Text("reboot").Op(PickleOpcode.Tuple1).Op(PickleOpcode.Reduce).Stop()),
        ["FS1406_stack"] = () => Pickle(
            PickleBuilder.Start().Text("builtins").Text("eval").Op(PickleOpcode.StackGlobal).Text("1").Op(PickleOpcode.Tuple1).Op(PickleOpcode.Reduce).Stop()),
        ["FS1406_instance"] = () => Pickle(PickleBuilder.Start().Op(PickleOpcode.Mark).Op(PickleOpcode.Inst, "os\nsystem\n"u8.ToArray()).Stop()),
        ["FS1406_module"] = () => Fixture("module.pth"),
        ["FS1406_quantized"] = () => Fixture("quantized.pth"),
        ["FS1407"] = () => Pickle([.. Enumerable.Repeat((byte)'N', CheckpointLimits.Steps + 1)]),
        ["FS1407_bytes"] = () => Pickle(new byte[CheckpointLimits.Header + 1]),
    };

    private static Dictionary<string, Func<IEnumerable<Diagnostic>>> Tensors() => new()
    {
        ["FS1408"] = () => Pickle(PickleBuilder.StateDict(6, 1, [2, 3], [3, 1])),
        ["FS1408_dims"] = () => Pickle(PickleBuilder.StateDict(6, 0, [-2, 3], [3, 1])),
        ["FS1408_record"] = () => WithStorage("FloatStorage", []),
        ["FS1408_bytes"] = () => WithStorage("FloatStorage", [("data/0", new byte[4])]),
        ["FS1410"] = () => WithStorage("ByteStorage", [("data/0", new byte[16])]),
        ["FS1411"] = () => WithStorage("FloatStorage", [("data/0", [0, 0, 0x80, 0x7f, .. new byte[60]])]),
        ["FS1411_one"] = () => WithStorage("FloatStorage", [("data/0", [0, 0, 0xc0, 0x7f, .. new byte[60]])], last: true),
        ["FS1412"] = () => Torch(Network("FloatStorage", dims => [.. dims.Select((_, i) => i == 0 ? 4096L : 1)], [("data/0", new byte[64])])),
    };

    private static Dictionary<string, Func<IEnumerable<Diagnostic>>> StateDicts() => new()
    {
        ["FS1413"] = () => Pickle(PickleBuilder.Start().Op(PickleOpcode.EmptyDict).Stop()),
        ["FS1414"] = () => Fixture("training.pth"),
        ["FS1415"] = () => CheckpointFixture.Import("training.pth", new ImportOptions { StateDict = "weights" }).Errors,
        ["FS1430"] = () => CheckpointFixture.Import(
            Changed(CheckpointFixture.Read("bn_act.safetensors"), "head.bias"u8, (byte)'H'), "model.safetensors").Errors,
        ["FS1430_named"] = () => CheckpointFixture.Import("bn_act.pth", new ImportOptions { Architecture = "cmunext-xxs-published-order" }).Errors,
        ["FS1430_ranks"] = () => Torch(Network("FloatStorage", dims => dims.Length == 4 ? [1] : dims, [("data/0", new byte[64])])),
        ["FS1430_widths"] = () => Torch(Network("FloatStorage", dims => [2 * dims[0], .. dims[1..]], [("data/0", new byte[64])], "mobilenetv2-unet")),
        ["FS1432"] = () => Torch(Network("FloatStorage", dims => dims, [("data/0", new byte[64])], "fast-scnn")),
        ["FS1431"] = () => [.. CheckpointFixture.Import("bn_act.pth", new ImportOptions { Architecture = "unet" }).Errors.Select(ShortList)],
    };

    /// <summary>A state dict of a network in which every parameter is a view, with strides of 0, of one storage of 16 elements.</summary>
    private static byte[] Network(string storage, Func<long[], long[]> dimsOf, (string Name, byte[] Content)[] records, string network = "cmunext-xxs")
    {
        var pickle = PickleBuilder.Start().Op(PickleOpcode.EmptyDict);
        foreach (var parameter in ArchitectureCatalogue.All.Single(a => a.Name == network).Parameters)
        {
            var dims = dimsOf([.. parameter.Dims]);
            pickle.Text(parameter.Name).Tensor(storage, "0", 16, 0, dims, new long[dims.Length]).Op(PickleOpcode.SetItem);
        }

        return ZipBuilder.Checkpoint(pickle.Stop(), records);
    }

    /// <summary>The first or last error of a network whose storage is wrong; each of its 326 parameters has one.</summary>
    private static IEnumerable<Diagnostic> WithStorage(string storage, (string Name, byte[] Content)[] records, bool last = false)
    {
        var errors = Torch(Network(storage, dims => dims, records)).ToArray();
        Assert.Equal(326, errors.Length);
        return [errors[last ? ^1 : 0]];
    }

    /// <summary>The zoo grows; the text shall not change with it.</summary>
    private static Diagnostic ShortList(Diagnostic error) => error with { Why = error.Why![..error.Why!.IndexOf(',')] };

    private static IEnumerable<Diagnostic> Fixture(string name) => CheckpointFixture.Import(name).Errors;

    private static IEnumerable<Diagnostic> Pickle(byte[] pickle) => Torch(ZipBuilder.Checkpoint(pickle, ("data/0", new byte[24])));

    private static IEnumerable<Diagnostic> Torch(byte[] content) => CheckpointFixture.Import(content, "model.pth").Errors;

    private static byte[] Changed(byte[] content, ReadOnlySpan<byte> where, byte value)
    {
        content[content.AsSpan().IndexOf(where)] = value;
        return content;
    }
}
