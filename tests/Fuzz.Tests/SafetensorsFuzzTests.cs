using System.Text;
using System.Text.RegularExpressions;

namespace FpgaSeg.Fuzz.Tests;

/// <summary>Safetensors files whose header has the right length and says nonsense.</summary>
public sealed partial class SafetensorsFuzzTests
{
    private const int Rounds = 700;

    /// <summary>Cases of this class.</summary>
    public static int Cases => (2 * Rounds) + 1;

    [Theory(Timeout = FuzzCase.HangMilliseconds)]
    [InlineData("tensors.safetensors", 1)]
    [InlineData("bn_act.safetensors", 2)]
    public Task Damaged_headers_give_a_model_or_coded_errors(string file, int seed) => Task.Run(() =>
    {
        FuzzCase.WarmUp("safetensors");
        var content = Corpus.Read(file);
        var length = (int)BitConverter.ToInt64(content);
        var (header, data) = (content[8..(8 + length)], content[(8 + length)..]);
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random((seed * 100_000) + round);
            var (damagedHeader, damagedData) = random.Next(4) switch
            {
                0 => (Damage.Of(header, data, random), data),
                1 => (OtherNumber(header, random), data),
                2 => (OtherShape(header, random), data),
                _ => (header, OtherData(data, random)),
            };
            FuzzCase.Check("safetensors", File(damagedHeader, damagedData), $"{file}, seed {seed}, round {round}");
        }
    });

    [Fact(Timeout = FuzzCase.HangMilliseconds)]
    public Task A_header_of_nothing_but_brackets_is_refused() => Task.Run(() =>
    {
        byte[] nested = [.. Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 500_000))];
        Assert.NotEmpty(FuzzCase.Check("safetensors", File(nested, []), "brackets"));
    });

    private static byte[] File(byte[] header, byte[] data) => [.. BitConverter.GetBytes((long)header.Length), .. header, .. data];

    /// <summary>One number of the header becomes extreme.</summary>
    private static byte[] OtherNumber(byte[] header, Random random)
    {
        var text = Encoding.Latin1.GetString(header);
        var numbers = Number().Matches(text);
        var chosen = numbers[random.Next(numbers.Count)];
        return Encoding.Latin1.GetBytes($"{text[..chosen.Index]}{Damage.Extreme(random)}{text[(chosen.Index + chosen.Length)..]}");
    }

    /// <summary>A shape of the same number of elements: its dimensions change places.</summary>
    private static byte[] OtherShape(byte[] header, Random random)
    {
        var text = Encoding.Latin1.GetString(header);
        var shapes = Shape().Matches(text);
        var chosen = shapes[random.Next(shapes.Count)];
        var dims = chosen.Value["\"shape\": [".Length..^1].Split(", ");
        random.Shuffle(dims);
        return Encoding.Latin1.GetBytes($"{text[..chosen.Index]}\"shape\": [{string.Join(", ", dims)}]{text[(chosen.Index + chosen.Length)..]}");
    }

    /// <summary>Weights become anything: huge, NaN, subnormal, negative variances.</summary>
    private static byte[] OtherData(byte[] data, Random random)
    {
        var copy = (byte[])data.Clone();
        random.NextBytes(copy.AsSpan(random.Next(copy.Length - 16), 16));
        return copy;
    }

    [GeneratedRegex("\"shape\": \\[[0-9, ]*\\]", RegexOptions.NonBacktracking)]
    private static partial Regex Shape();

    [GeneratedRegex("[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
