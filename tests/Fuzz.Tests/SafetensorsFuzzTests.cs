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
            var damaged = random.Next(2) == 0 ? Damage.Of(header, data, random) : OtherNumber(header, random);
            FuzzCase.Check("safetensors", File(damaged, data), $"{file}, seed {seed}, round {round}");
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

    [GeneratedRegex("[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
