namespace FpgaSeg.Fuzz.Tests;

/// <summary>Damage that knows nothing of the formats.</summary>
public sealed class ByteFuzzTests
{
    private const int Rounds = 900;

    /// <summary>Format, file, seed.</summary>
    public static TheoryData<string, string, int> Files() => new()
    {
        { "onnx", "hardswish13.onnx", 1 },
        { "onnx", "strides.onnx", 2 },
        { "onnx", "upsample9.onnx", 3 },
        { "pth", "tensors2.pth", 4 },
        { "pth", "tensors4.pth", 5 },
        { "safetensors", "tensors.safetensors", 6 },
        { "fsq", "model.fsq", 7 },
    };

    /// <summary>Cases of this class.</summary>
    public static int Cases => Files().Count * Rounds;

    [Theory(Timeout = FuzzCase.HangMilliseconds)]
    [MemberData(nameof(Files))]
    public Task Any_damage_gives_a_model_or_coded_errors(string format, string file, int seed) => Task.Run(() =>
    {
        FuzzCase.WarmUp(format);
        var content = file == "model.fsq" ? Corpus.Package() : Corpus.Read(file);
        var other = Corpus.Read(format == "onnx" ? "pools.onnx" : "little_endian.pth");
        for (var round = 0; round < Rounds; round++)
            FuzzCase.Check(format, Damage.Of(content, other, new Random((seed * 100_000) + round)), $"{file}, seed {seed}, round {round}");
    });

    [Theory(Timeout = FuzzCase.HangMilliseconds)]
    [MemberData(nameof(Files))]
    public Task Any_cut_is_refused(string format, string file, int seed) => Task.Run(() =>
    {
        var content = file == "model.fsq" ? Corpus.Package() : Corpus.Read(file);
        for (var length = 0; length < content.Length; length += 1 + (seed * 4))
        {
            var errors = FuzzCase.Check(format, content[..length], $"{file} cut to {length} bytes");
            Assert.True(errors.Count > 0 || format == "onnx", $"{file} cut to {length} bytes is accepted");
        }
    });
}
