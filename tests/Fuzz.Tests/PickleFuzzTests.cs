using System.Text;
using FpgaSeg.Import.Torch;

namespace FpgaSeg.Fuzz.Tests;

/// <summary>Pickle streams made of random opcodes, names of code among them; and the bombs that unpicklers are known for.</summary>
public sealed class PickleFuzzTests
{
    private const int Rounds = 1500;

    private static readonly string[] Names =
    [
        "os\nsystem", "builtins\neval", "posix\nsystem", "subprocess\nPopen", "collections\nOrderedDict", "torch._utils\n_rebuild_tensor_v2",
        "torch\nFloatStorage", "torch\nSize", "torch.nn.modules.conv\nConv2d", "\n", "numpy.core.multiarray\n_reconstruct",
    ];

    private static readonly PickleOpcode[] Opcodes = Enum.GetValues<PickleOpcode>();

    /// <summary>Cases of this class.</summary>
    public static int Cases => Rounds + Bombs.All.Count;

    [Fact(Timeout = FuzzCase.HangMilliseconds)]
    public Task Random_programs_give_coded_errors() => Task.Run(() =>
    {
        FuzzCase.WarmUp("pth");
        for (var round = 0; round < Rounds; round++)
            Assert.NotEmpty(Check(Program(new Random(round)), $"program {round}"));
    });

    [Fact(Timeout = FuzzCase.HangMilliseconds)]
    public Task Bombs_give_coded_errors() => Task.Run(() =>
    {
        FuzzCase.WarmUp("pth");
        foreach (var (name, pickle) in Bombs.All)
            Assert.NotEmpty(Check(pickle(), name));
    });

    [Theory]
    [InlineData("os\nsystem")]
    [InlineData("builtins\neval")]
    [InlineData("nt\nsystem")]
    [InlineData("torch.hub\nload")]
    [InlineData("torch._utils\n_rebuild_tensor_v2.__globals__")]
    public void Code_is_refused_by_its_name_however_it_is_asked_for(string name)
    {
        var (module, function) = (name.Split('\n')[0], name.Split('\n')[1]);
        byte[] global = [(byte)'c', .. Encoding.UTF8.GetBytes(name), (byte)'\n'], stack = [.. Short(module), .. Short(function), 0x93];
        byte[][] calls = [[.. global, .. "(U\u0001xtR."u8], [.. stack, .. "(U\u0001xtR."u8], [.. global, .. ")"u8, 0x81, (byte)'.'], [.. "("u8, .. global, .. "U\u0001xo."u8],
            [.. "(U\u0001xi"u8, .. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)'.'], [.. "}"u8, .. global, .. "b."u8]];
        foreach (var call in calls)
        {
            var error = Assert.Single(Check([0x80, 4, .. call], name));
            Assert.Equal("FS1406", error.Code);
            Assert.Contains($"'{module}.{function}'", error.Message, StringComparison.Ordinal);
        }
    }

    private static IReadOnlyList<Core.Diagnostics.Diagnostic> Check(byte[] pickle, string what) =>
        FuzzCase.Check("pth", TestZip.Write([("archive/data.pkl", pickle), ("archive/data/0", new byte[64])]), what);

    private static byte[] Short(string text) => [0x8c, (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Program(Random random)
    {
        var program = new List<byte> { 0x80, (byte)random.Next(2, 6) };
        for (var length = random.Next(1, 80); length > 0; length--)
        {
            var opcode = Opcodes[random.Next(Opcodes.Length)];
            program.Add((byte)opcode);
            program.AddRange(Operand(opcode, random));
        }

        program.Add((byte)'.');
        return [.. program];
    }

    private static byte[] Operand(PickleOpcode opcode, Random random) => opcode switch
    {
        PickleOpcode.Global or PickleOpcode.Inst => [.. Encoding.UTF8.GetBytes(Names[random.Next(Names.Length)]), (byte)'\n'],
        PickleOpcode.BinInt1 or PickleOpcode.BinGet or PickleOpcode.BinPut => [(byte)random.Next(4)],
        PickleOpcode.BinInt2 => [1, 0],
        PickleOpcode.BinInt or PickleOpcode.LongBinGet or PickleOpcode.LongBinPut => [(byte)random.Next(4), 0, 0, 0],
        PickleOpcode.ShortBinString or PickleOpcode.ShortBinUnicode or PickleOpcode.ShortBinBytes or PickleOpcode.Long1 => [1, (byte)random.Next(256)],
        PickleOpcode.BinString or PickleOpcode.BinUnicode or PickleOpcode.BinBytes or PickleOpcode.Long4 => [1, 0, 0, 0, (byte)random.Next(256)],
        PickleOpcode.BinUnicode8 or PickleOpcode.BinBytes8 => [1, 0, 0, 0, 0, 0, 0, 0, (byte)random.Next(256)],
        PickleOpcode.BinFloat or PickleOpcode.Frame => new byte[8],
        PickleOpcode.Proto => [2],
        PickleOpcode.Stop => [],
        _ => [],
    };
}
