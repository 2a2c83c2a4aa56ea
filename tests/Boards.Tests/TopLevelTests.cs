using System.Text.RegularExpressions;

namespace FpgaSeg.Boards.Tests;

/// <summary>A board's top level: its ports are the pins of the constraints, and its clock is made of factors that the part takes.</summary>
public partial class TopLevelTests
{
    public static TheoryData<string> Names => [.. BoardFolder.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_port_has_a_pin_and_every_pin_a_port(string name)
    {
        var board = BoardCatalogue.Find(name).Value;
        var folder = new BoardFolder(name);
        var text = folder.Text("fpga.sv");
        Assert.Equal(text, BoardCatalogue.TopLevel(board));
        Assert.StartsWith($"// {board.Title}", text, StringComparison.Ordinal);
        var pins = ConstraintsFile.Read(board.Programming.Constraints, folder.Text(board.Programming.Constraints)).Pins;
        Assert.Equal(pins.Keys.Order(StringComparer.Ordinal), Ports(text).Order(StringComparer.Ordinal));
        Assert.Contains($"fs_clock_{board.Family} clock (.oscillator(clk)", text, StringComparison.Ordinal);
    }

    /// <summary>Clocks that differ from the oscillator's, in the ranges of the data sheets: UG472/DS181 (MMCM, grade -1), FPGA-DS-02012 (EHXPLLL), DS102 (rPLL).</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_clock_is_made_exactly(string name)
    {
        var board = BoardCatalogue.Find(name).Value;
        var factors = DeviceFamilies.Of(board).Clocks.Nearest(board.Oscillator.Hz, board.ClockHz)!;
        Assert.Equal(board.ClockHz, factors.Hz);
        Check(board.Family, board.Oscillator.Hz, factors);
    }

    /// <summary>Against every whole factor, tried one by one: nothing that is allowed comes nearer, and what is chosen is allowed.</summary>
    [Theory]
    [InlineData("xc7", 100_000_000, 137_000_000)]
    [InlineData("xc7", 12_000_000, 93_750_000)]
    [InlineData("ecp5", 25_000_000, 61_440_000)]
    [InlineData("ecp5", 25_000_000, 133_333_333)]
    [InlineData("gw2a", 27_000_000, 74_250_000)]
    [InlineData("gw2a", 27_000_000, 50_000_001)]
    public void No_factors_come_nearer(string family, long oscillator, long wanted)
    {
        var factors = DeviceFamilies.Find(family)!.Clocks.Nearest(oscillator, wanted)!;
        Check(family, oscillator, factors);
        var best = Enumerable.Range(1, 64).SelectMany(d => Enumerable.Range(2, 63).SelectMany(m => Enumerable.Range(1, 128).Select(o => (D: d, M: m, O: o))))
            .Where(f => IsAllowed(family, oscillator, f.D, f.M, f.O))
            .Min(f => Math.Abs(Hz(family, oscillator, f.D, f.M, f.O) - wanted));
        Assert.True(Math.Abs(factors.Hz - wanted) <= best + 1, $"{factors}: {best} Hz away is possible");
    }

    [Fact]
    public void An_oscillator_out_of_range_makes_nothing() => Assert.Null(DeviceFamilies.Find("xc7")!.Clocks.Nearest(5_000_000, 100_000_000));

    private static void Check(string family, long oscillator, ClockFactors f)
    {
        var (m, o) = (f.MultiplyEighths / 8.0, f.OutputDivideEighths / 8.0);
        Assert.True(IsAllowed(family, oscillator, f.InputDivide, m, o), $"{f}");
        Assert.Equal(Hz(family, oscillator, f.InputDivide, m, o), f.Hz, 3);
    }

    private static double Hz(string family, double oscillator, int d, double m, double o) => oscillator * m / d / (family == "xc7" ? o : 1);

    private static bool IsAllowed(string family, double oscillator, int d, double m, double o)
    {
        var comparator = oscillator / d;
        return family switch
        {
            "xc7" => comparator is >= 10e6 and <= 450e6 && comparator * m is >= 600e6 and <= 1200e6 && d <= 106 && m is >= 2 and <= 64 && o is 1 or (>= 2 and <= 128),
            "ecp5" => comparator is >= 3.125e6 and <= 400e6 && comparator * m * o is >= 400e6 and <= 800e6 && IsWhole(m, 128) && IsWhole(o, 128),
            _ => comparator is >= 3e6 and <= 500e6 && comparator * m * o is >= 500e6 and <= 1250e6 && IsWhole(m, 64) && o is 2 or 4 or 8 or 16 or 32 or 48 or 64 or 80 or 96 or 112 or 128,
        };
    }

    private static bool IsWhole(double factor, int most) => factor == Math.Floor(factor) && factor >= 1 && factor <= most;

    private static IEnumerable<string> Ports(string text) =>
        from port in Port().Matches(text[..text.IndexOf(");", StringComparison.Ordinal)])
        let bits = port.Groups["high"].Success ? int.Parse(port.Groups["high"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) + 1 : 0
        let name = port.Groups["name"].Value
        from pin in bits == 0 ? [name] : Enumerable.Range(0, bits).Select(i => $"{name}[{i}]")
        select pin;

    [GeneratedRegex(@"^ +(input|output|inout) +(wire )?logic +(\[(?<high>\d+):0\] )?(?<name>\w+),?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Port();
}
