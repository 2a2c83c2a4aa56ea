using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Boards.Tests;

/// <summary>Every folder of hw/boards, and what is said of boards that are none.</summary>
public class BoardTests
{
    private const string Good = """
        {
          "name": "x", "title": "X", "part": "xc7", "family": "xc7", "clock_hz": 1, "oscillator": { "hz": 2, "pin": "A1" },
          "resources": { "dsp": 3, "block_ram": 4, "lut": 6, "lut_ram": 5, "flip_flops": 7 },
          "external_memory": null,
          "link": { "max_payload": 8, "receive_buffer": 9, "uart": { "rx": "B1", "tx": "C1", "max_baud": 10, "connector": "J1" }, "usb": null },
          "programming": { "open_fpga_loader": "y", "constraints": "x.xdc" }
        }
        """;

    public static TheoryData<string> Names => [.. BoardCatalogue.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_board_reads_and_is_named_as_its_folder(string name)
    {
        var board = BoardCatalogue.Find(name).Value;
        Assert.Equal(name, board.Name);
        Assert.True(board.Link.ReceiveBuffer >= board.Link.MaxPayload);
    }

    /// <summary>Figures of the vendor's tables: DS180 (Artix-7) and DS190 (Zynq-7000).</summary>
    [Theory]
    [InlineData("arty-a7-35t", 90, 50, 20800, 41600)]
    [InlineData("pynq-z2", 220, 140, 53200, 106400)]
    public void Resources_are_those_of_the_part(string name, int dsp, int bram36, int lut, int flipFlops)
    {
        var part = BoardCatalogue.Find(name).Value.Resources;
        Assert.Equal((dsp, bram36, lut, flipFlops), (part.Dsp, part.BlockRam, part.Lut, part.FlipFlops));
    }

    [Fact]
    public void The_default_board_exists() => Assert.Contains(BoardCatalogue.Default, BoardCatalogue.Names);

    [Fact]
    public void A_full_description_reads()
    {
        var board = BoardJson.Read(Good, "here").Value;
        var expected = new BoardDescription(
            "x", "X", "xc7", "xc7", 1, new Oscillator(2, "A1"), new DeviceResources(3, 4, 6, 5, 7), null,
            new BoardLink(8, 9, new UartPins("B1", "C1", 10, "J1"), null), new Programming("y", "x.xdc"));
        Assert.Equal(expected, board);
    }

    [Fact]
    public void An_unknown_board_is_FS3001() => Golden("FS3001.txt", Assert.Single(BoardCatalogue.Find("de10-nano").Errors));

    [Fact]
    public void A_count_that_is_not_positive_is_FS3002() =>
        Golden("FS3002.txt", Assert.Single(BoardJson.Read(Good.Replace("\"dsp\": 3", "\"dsp\": 0", StringComparison.Ordinal), "hw/boards/x/board.json").Errors));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"name\": \"x\", \"colour\": 3}")]
    public void Text_that_is_no_board_is_FS3002(string json) => Assert.Equal("FS3002", Assert.Single(BoardJson.Read(json, "x").Errors).Code);

    [Fact]
    public void No_golden_is_orphaned() => Assert.Equal(
        ["FS3001.txt", "FS3002.txt"],
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Golden")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    private static void Golden(string file, Diagnostic actual) =>
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", file)).TrimEnd(), actual.ToString());
}
