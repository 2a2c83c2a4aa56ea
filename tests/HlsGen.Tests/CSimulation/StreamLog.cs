using System.Text.RegularExpressions;

namespace FpgaSeg.HlsGen.Tests.CSimulation;

/// <summary>What a program that was compiled with FS_STREAM_LOG printed.</summary>
/// <param name="Turns">Reads and writes, in order.</param>
/// <param name="At">The turn of each.</param>
/// <param name="Loops">First turn of every pipelined loop that is not the one before, with the stage whose loop it is.</param>
internal sealed record StreamLog(IReadOnlyList<StreamTurn> Turns, IReadOnlyList<long> At, IReadOnlyList<(string Stage, long Turn)> Loops)
{
    // The kernels are templates of the stage's structure: g++ prints "[with S = net0::n1_affine; ...]".
    private static readonly Regex _structure = new(@"\bS = (?:\w+::)*(\w+)", RegexOptions.Compiled);

    public static StreamLog Parse(string text)
    {
        List<StreamTurn> turns = [];
        List<long> at = [];
        List<(string Stage, long Turn)> loops = [];
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = line.Split(' ', 3);
            var turn = long.Parse(parts[1]);
            if (parts[0] == "l")
            {
                loops.Add((_structure.Match(parts[2]).Groups[1].Value, turn));
                continue;
            }

            turns.Add(new StreamTurn(parts[2], parts[0] == "r"));
            at.Add(turn);
        }

        return new StreamLog(turns, at, loops);
    }
}
