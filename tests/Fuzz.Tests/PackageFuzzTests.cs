using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FpgaSeg.Core.Files;

namespace FpgaSeg.Fuzz.Tests;

/// <summary>Packages whose graph says nonsense under right hashes and checksums.</summary>
public sealed partial class PackageFuzzTests
{
    private const int Rounds = 1500;

    /// <summary>Cases of this class.</summary>
    public static int Cases => Rounds;

    [Fact(Timeout = FuzzCase.HangMilliseconds)]
    public Task Damaged_graphs_give_coded_errors() => Task.Run(() =>
    {
        FuzzCase.WarmUp("fsq");
        var zip = StoredZipArchive.Open(Corpus.Package());
        byte[] manifest = zip.Find("manifest.json")!.Value.ToArray(), graph = zip.Find("graph.json")!.Value.ToArray(), tensors = zip.Find("tensors.bin")!.Value.ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            var damaged = random.Next(3) == 0 ? Damage.Of(graph, manifest, random) : OtherValue(graph, random);
            var renamed = Encoding.UTF8.GetString(manifest).Replace(Hash(graph), Hash(damaged), StringComparison.Ordinal);
            FuzzCase.Check("fsq", TestZip.Write([("manifest.json", Encoding.UTF8.GetBytes(renamed)), ("graph.json", damaged), ("tensors.bin", tensors)]), $"round {round}");
        }
    });

    /// <summary>A number becomes extreme, a value null, or a node reads another one.</summary>
    private static byte[] OtherValue(byte[] graph, Random random)
    {
        var text = Encoding.UTF8.GetString(graph);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var values = Value().Matches(text);
            var chosen = values[random.Next(values.Count)];
            var value = random.Next(6) switch { 0 => "null", 1 => "[]", 2 => "1e308", 3 => $"{random.Next(9)}", _ => $"{Damage.Extreme(random)}" };
            text = $"{text[..chosen.Index]}{value}{text[(chosen.Index + chosen.Length)..]}";
        }

        return Encoding.UTF8.GetBytes(text);
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    [GeneratedRegex("-?[0-9.]+|true|false|\"[a-z0-9_]+\"", RegexOptions.NonBacktracking)]
    private static partial Regex Value();
}
