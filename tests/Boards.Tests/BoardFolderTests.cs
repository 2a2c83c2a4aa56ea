using System.Collections.Immutable;
using System.Diagnostics;

namespace FpgaSeg.Boards.Tests;

/// <summary>What every folder of hw/boards has to hold. A new board needs no test of its own.</summary>
public class BoardFolderTests
{
    private static readonly string[] Kinds = ["ddr3", "ddr3l", "sdram", "sram"];
    private static readonly string[] Paths = ["gowin-ddr3", "mig", "ps-hp", "sdram-controller", "sram-controller"];

    public static TheoryData<string> Names => [.. BoardFolder.Names];

    [Fact]
    public void The_catalogue_is_the_folders() => Assert.Equal(BoardFolder.Names, BoardCatalogue.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_folder_holds_four_files_and_its_own_name(string name)
    {
        var board = BoardCatalogue.Find(name).Value;
        Assert.Equal(name, board.Name);
        string[] expected = [board.Programming.Constraints, "board.json", "fpga.sv", "README.md"];
        Assert.Equal(expected.Order(StringComparer.Ordinal), new BoardFolder(name).Files);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_constraints_tie_the_ports_to_the_pins_of_the_description(string name)
    {
        var board = BoardCatalogue.Find(name).Value;
        var text = new BoardFolder(name).Text(board.Programming.Constraints);
        Assert.Equal(text, BoardCatalogue.Constraints(board));
        var file = ConstraintsFile.Read(board.Programming.Constraints, text);
        Dictionary<string, string> expected = new(StringComparer.Ordinal) { ["clk"] = board.Oscillator.Pin };
        foreach (var (signal, pin) in board.Link.Usb?.Pins ?? ImmutableSortedDictionary<string, string>.Empty)
            expected[signal] = pin;
        if (board.Link.Uart is { } uart)
            (expected["uart_rx"], expected["uart_tx"]) = (uart.Rx, uart.Tx);
        Assert.Equal(expected.OrderBy(p => p.Key, StringComparer.Ordinal), file.Pins.OrderBy(p => p.Key, StringComparer.Ordinal));
        if (board.Programming.Constraints.EndsWith(".cst", StringComparison.Ordinal))
            Assert.Null(file.ClockHz);
        else // a period has three digits after the point
            Assert.InRange(file.ClockHz!.Value, board.Oscillator.Hz * 0.9999, board.Oscillator.Hz * 1.0001);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_tools_of_the_family_read_the_constraints(string name)
    {
        var board = BoardCatalogue.Find(name).Value;
        Dictionary<string, (string Prefix, string Extension)> rules = new(StringComparer.Ordinal)
        {
            ["xc7"] = ("xc7", ".xdc"),
            ["ecp5"] = ("LFE5U", ".lpf"),
            ["gw2a"] = ("GW2A-", ".cst"),
        };
        Assert.StartsWith(rules[board.Family].Prefix, board.Part, StringComparison.Ordinal);
        Assert.Equal(name + rules[board.Family].Extension, board.Programming.Constraints);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Numbers_are_within_what_can_be(string name)
    {
        var board = BoardCatalogue.Find(name).Value;
        Assert.InRange(board.ClockHz, 10_000_000, DeviceFamilies.Of(board).MaxClockHz);
        Assert.InRange(board.Oscillator.Hz, 10_000_000, 200_000_000);
        Assert.InRange(board.Link.MaxPayload, 16, 8192); // the protocol's limits
        if (board.Link.Uart is { } uart)
            Assert.InRange(board.ClockHz / (double)uart.MaxBaud, 8, 1000); // samples per bit
        if (board.ExternalMemory is not { } memory)
            return;
        Assert.Contains(memory.Kind, Kinds);
        Assert.Contains(memory.Path, Paths);
        Assert.InRange(memory.PeakBytesPerSecond * 8 / memory.DataBits, 50_000_000, 1_100_000_000); // transfers per second of each pin
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_readme_says_what_the_description_says(string name)
    {
        var board = BoardCatalogue.Find(name).Value;
        var readme = new BoardFolder(name).Text("README.md");
        List<string> said =
        [
            $"# {board.Title}", board.Part, $"`{board.Oscillator.Pin}`", $"openFPGALoader -b {board.Programming.OpenFpgaLoader} ",
            board.Programming.Constraints, "## Sources", "## Not verified", "https://",
        ];
        if (board.Link.Uart is { } uart)
            said.AddRange([$"`{uart.Rx}`", $"`{uart.Tx}`"]);
        var part = board.Resources;
        foreach (var count in new[] { part.Dsp, part.BlockRam, part.Lut, part.LutRam, part.FlipFlops })
            said.Add($"| {count:N0} |");
        Assert.All(said, text => Assert.Contains(text, readme, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_manual_lists_it(string name)
    {
        var board = BoardCatalogue.Find(name).Value;
        Assert.Contains($"| [{name}](../../hw/boards/{name}/README.md) | {board.Part} | {board.Family} |", BoardFolder.HowTo, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void OpenFpgaLoader_knows_the_board(string name)
    {
        var known = LoaderBoards.Value;
        Skip.If(known is null, "openFPGALoader is not installed");
        Assert.Contains(BoardCatalogue.Find(name).Value.Programming.OpenFpgaLoader, known);
    }

    private static readonly Lazy<HashSet<string>?> LoaderBoards = new(() =>
    {
        try
        {
            var start = new ProcessStartInfo("openFPGALoader", "--list-boards") { RedirectStandardOutput = true, UseShellExecute = false };
            using var process = Process.Start(start)!;
            var lines = process.StandardOutput.ReadToEnd().Split('\n');
            process.WaitForExit();
            return lines.Select(l => l.Split(' ', 2)[0]).ToHashSet(StringComparer.Ordinal);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    });
}
