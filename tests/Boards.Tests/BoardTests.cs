using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Boards.Tests;

/// <summary>What boards say of their parts, and what is said of boards that are none.</summary>
public class BoardTests
{
    private const string Good = """
        {
          "name": "x", "title": "X", "part": "xc7", "family": "xc7", "clock_hz": 1, "oscillator": { "hz": 2, "pin": "A1" },
          "resources": { "dsp": 3, "block_ram": 4, "lut": 6, "lut_ram": 5, "flip_flops": 7 },
          "external_memory": null,
          "link": { "max_payload": 8, "receive_buffer": 16, "uart": { "rx": "B1", "tx": "C1", "max_baud": 10, "connector": "J1" }, "usb": null },
          "programming": { "open_fpga_loader": "y", "constraints": "x.xdc" }
        }
        """;

    /// <summary>
    /// DSP, block RAM, LUT and flip-flops of the vendor's tables: DS180 (Artix-7), DS190 (Zynq-7000), FPGA-DS-02012 (ECP5), DS102 (GW2A);
    /// LUT RAM as Vivado and nextpnr report it for the part, and 41,472 bits of 16 for the GW2A-18.
    /// </summary>
    [Theory]
    [InlineData("arty-a7-35t", 90, 50, 20800, 9600, 41600)]
    [InlineData("arty-a7-100t-ft232h", 240, 135, 63400, 19000, 126800)]
    [InlineData("arty-a7-100t", 240, 135, 63400, 19000, 126800)]
    [InlineData("cmod-a7-35t", 90, 50, 20800, 9600, 41600)]
    [InlineData("basys3", 90, 50, 20800, 9600, 41600)]
    [InlineData("pynq-z2", 220, 140, 53200, 17400, 106400)]
    [InlineData("zybo-z7-10", 80, 60, 17600, 6000, 35200)]
    [InlineData("ulx3s-85f", 156, 208, 83640, 41820, 83640)]
    [InlineData("tang-primer-20k", 48, 46, 20736, 2592, 15552)]
    public void Resources_are_those_of_the_part(string name, int dsp, int blockRam, int lut, int lutRam, int flipFlops) =>
        Assert.Equal(new DeviceResources(dsp, blockRam, lut, lutRam, flipFlops), BoardCatalogue.Find(name).Value.Resources);

    [Fact]
    public void The_default_board_exists() => Assert.Contains(BoardCatalogue.Default, BoardCatalogue.Names);

    [Fact]
    public void A_full_description_reads()
    {
        var board = BoardJson.Read(Good, "here").Value;
        var expected = new BoardDescription(
            "x", "X", "xc7", "xc7", 1, new Oscillator(2, "A1"), new DeviceResources(3, 4, 6, 5, 7), null,
            new BoardLink(8, 16, new UartPins("B1", "C1", 10, "J1"), null), new Programming("y", "x.xdc"));
        Assert.Equal(expected, board);
    }

    [Fact]
    public void An_unknown_board_is_FS3001() => Golden("FS3001.txt", Assert.Single(BoardCatalogue.Find("de10-nano").Errors));

    [Fact]
    public void Memory_and_USB_pins_read()
    {
        const string Memory = """{ "kind": "sram", "bytes": 11, "data_bits": 12, "peak_bytes_per_second": 13, "path": "p" }""";
        const string Usb = """{ "kind": "ft2232h-fifo", "connector": "J2", "pins": { "rxf_n": "D2", "d0": "D1" } }""";
        var board = BoardJson.Read(
            Good.Replace("\"external_memory\": null", $"\"external_memory\": {Memory}", StringComparison.Ordinal)
                .Replace("\"usb\": null", $"\"usb\": {Usb}", StringComparison.Ordinal),
            "here").Value;
        Assert.Equal(new ExternalMemory("sram", 11, 12, 13, "p"), board.ExternalMemory);
        Assert.Equal(("ft2232h-fifo", "J2"), (board.Link.Usb!.Kind, board.Link.Usb.Connector));
        Assert.Equal([new("d0", "D1"), new("rxf_n", "D2")], board.Link.Usb.Pins);
    }

    [Fact]
    public void A_count_that_is_not_positive_is_FS3002() => Refused("FS3002.txt", "\"dsp\": 3", "\"dsp\": 0");

    [Fact]
    public void An_unknown_family_is_FS3002() => Refused("FS3002-family.txt", "\"family\": \"xc7\"", "\"family\": \"max10\"");

    [Fact]
    public void A_clock_above_the_family_is_FS3002() => Refused("FS3002-clock.txt", "\"clock_hz\": 1", "\"clock_hz\": 400000000");

    [Fact]
    public void A_pin_for_two_signals_is_FS3002() => Refused("FS3002-pin.txt", "\"tx\": \"C1\"", "\"tx\": \"B1\"");

    [Fact]
    public void A_board_without_link_is_FS3002() =>
        Refused("FS3002-link.txt", "{ \"rx\": \"B1\", \"tx\": \"C1\", \"max_baud\": 10, \"connector\": \"J1\" }", "null");

    [Theory]
    [InlineData("\"lut_ram\": 5", "\"lut_ram\": 8", "resources.lut_ram is 8, more than the 6 look-up tables.")]
    [InlineData("\"receive_buffer\": 16", "\"receive_buffer\": 7", "link.receive_buffer is 7, less than link.max_payload 8.")]
    [InlineData("\"receive_buffer\": 16", "\"receive_buffer\": 12", "link.receive_buffer is 12; the ring in the part's memory wants a power of two.")]
    [InlineData("\"max_baud\": 10", "\"max_baud\": 0", "link.uart.max_baud is 0; it must be positive.")]
    [InlineData("\"hz\": 2", "\"hz\": -2", "oscillator.hz is -2; it must be positive.")]
    public void Other_contradictions_are_FS3002(string good, string bad, string why) =>
        Assert.Equal(why, Assert.Single(BoardJson.Read(Replaced(good, bad), "x").Errors).Why);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"name\": \"x\", \"colour\": 3}")]
    public void Text_that_is_no_board_is_FS3002(string json) => Assert.Equal("FS3002", Assert.Single(BoardJson.Read(json, "x").Errors).Code);

    [Fact]
    public void No_golden_is_orphaned() => Assert.Equal(
        ["FS3001.txt", "FS3002-clock.txt", "FS3002-family.txt", "FS3002-link.txt", "FS3002-pin.txt", "FS3002.txt"],
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Golden")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    private static void Refused(string golden, string good, string bad) =>
        Golden(golden, Assert.Single(BoardJson.Read(Replaced(good, bad), "hw/boards/x/board.json").Errors));

    private static string Replaced(string good, string bad)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        return Good.Replace(good, bad, StringComparison.Ordinal);
    }

    private static void Golden(string file, Diagnostic actual) =>
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", file)).TrimEnd(), actual.ToString());
}
