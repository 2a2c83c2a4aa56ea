using System.Text;
using FpgaSeg.Core.Files;

namespace FpgaSeg.Fuzz.Tests;

/// <summary>Zip archives whose records are damaged but whose checksums are right, so that the damage reaches the readers behind the archive.</summary>
public sealed class ArchiveFuzzTests
{
    private const int Rounds = 600;

    /// <summary>Format, file, seed.</summary>
    public static TheoryData<string, string, int> Files() => new() { { "pth", "tensors2.pth", 1 }, { "pth", "tensors5.pth", 2 }, { "pth", "bn_act.pth", 3 } };

    /// <summary>Cases of this class.</summary>
    public static int Cases => Files().Count * Rounds;

    [Theory(Timeout = FuzzCase.HangMilliseconds)]
    [MemberData(nameof(Files))]
    public Task Damaged_records_give_a_model_or_coded_errors(string format, string file, int seed) => Task.Run(() =>
    {
        FuzzCase.WarmUp(format);
        var zip = StoredZipArchive.Open(Corpus.Read(file));
        var records = zip.Names.Select(name => (Name: name, Content: zip.Find(name)!.Value.ToArray())).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random((seed * 100_000) + round);
            FuzzCase.Check(format, TestZip.Write([.. Damaged(records, random)]), $"{file}, seed {seed}, round {round}");
        }
    });

    private static List<(string Name, byte[] Content)> Damaged((string Name, byte[] Content)[] records, Random random)
    {
        var list = records.ToList();
        var pickle = list.FindIndex(r => r.Name.EndsWith("data.pkl", StringComparison.Ordinal));
        var at = random.Next(3) == 0 ? random.Next(list.Count) : pickle;
        var (name, content) = list[at];
        switch (random.Next(8))
        {
            case 0: list.RemoveAt(at); break;
            case 1: list.Add((name, content)); break;
            case 2: list[at] = (Encoding.UTF8.GetString(Damage.Of(Encoding.UTF8.GetBytes(name), [1, 2], random)), content); break;
            default: list[at] = (name, Damage.Of(content, list[pickle].Content, random)); break;
        }

        return list;
    }
}
