using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FpgaSeg.Boards;
using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Planning.Fit;

namespace FpgaSeg.HlsGen.Tests;

/// <summary>The rest of the board in a build folder: the link, its parameters, the top level. That they work is what sim/rtl/system shows.</summary>
public partial class BoardFilesTests
{
    private const string Parameters = "rtl/fpgaseg_design_pkg.sv";

    /// <summary>Every parameter against design.json and board.json.</summary>
    [Theory]
    [InlineData("arty-a7-35t", "0", "12000000")]
    [InlineData("ulx3s-85f", "0", "3000000")]
    [InlineData("arty-a7-100t-ft232h", "1", "12000000")]
    public void The_parameters_are_the_manifests(string name, string line, string baud)
    {
        var board = BoardCatalogue.Find(name).Value;
        var design = Generate(name);
        var m = design.Manifest;
        var p = Read(Text(design, Parameters));
        Assert.Equal((line, baud), (p["Line"], p["Baud"]));
        Assert.Equal(($"256'h{m.DesignId}", $"256'h{m.ModelId}"), (p["DesignId"], p["ModelId"]));
        long[] expected =
        [
            m.ClockHz, m.Image.Width, m.Image.Height, m.Image.Channels, m.Image.Passes, m.Mask.Width, m.Mask.Height, m.Link.MaxPayload, m.Link.ReceiveBuffer,
            board.Oscillator.Hz, m.Prediction.LatencyCycles,
        ];
        string[] names = ["ClockHz", "ImageWidth", "ImageHeight", "ImageChannels", "ImagePasses", "MaskWidth", "MaskHeight", "MaxPayload", "ReceiveBuffer", "OscillatorHz", "LatencyCycles"];
        Assert.Equal(expected, names.Select(n => Number(p[n])));
        var made = Number(p["OscillatorHz"]) * Number(p["ClockMultiplyEighths"]) / 8.0 / Number(p["ClockInputDivide"]);
        Assert.Equal(m.ClockHz, board.Family == "xc7" ? made / Number(p["ClockOutputDivideEighths"]) * 8 : made);
    }

    /// <summary>The link is a copy of hw/rtl, the top that of the board, and of the clock generators only the family's is there.</summary>
    [Fact]
    public void The_folder_holds_the_link_and_the_top()
    {
        var root = Repository();
        var design = Generate("tang-primer-20k");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "hw", "rtl"), "*.sv"))
            Assert.Equal(File.ReadAllText(file), Text(design, $"rtl/{Path.GetFileName(file)}"));
        Assert.Equal(File.ReadAllText(Path.Combine(root, "hw", "boards", "tang-primer-20k", "fpga.sv")), Text(design, "rtl/fpga.sv"));
        Assert.Equal(["rtl/fs_clock_gw2a.sv"], design.Files.Keys.Where(f => f.StartsWith("rtl/fs_clock_", StringComparison.Ordinal)));
        Assert.Contains("synth_gowin -top fpga", Text(design, "board.sh"), StringComparison.Ordinal);
        Assert.True(design.Files.ContainsKey("board/tang-primer-20k.cst"));
    }

    /// <summary>The design id is made from every other file, so that the board's logic is part of the design; the parameters hold the id and cannot be.</summary>
    [Fact]
    public void The_design_id_covers_the_link() => Assert.Equal(
        ["design.json", Parameters], Generate("arty-a7-35t").Files.Keys.Except(Generate("arty-a7-35t").Manifest.Files.Keys, StringComparer.Ordinal));

    /// <summary>A network with ports for memory beside the chip has no top: there is no controller for it.</summary>
    [Fact]
    public void Memory_beside_the_chip_leaves_the_top_out()
    {
        var design = Designs.Generate(CmunextXxs.Of(64, 5), board: Designs.WithoutBlockRam);
        Assert.Contains("memory_port", Text(design, "src/top.hpp"), StringComparison.Ordinal);
        Assert.DoesNotContain(design.Files.Keys, f => f.StartsWith("rtl/", StringComparison.Ordinal));
        Assert.Contains("No rtl/", Text(design, "README.txt"), StringComparison.Ordinal);
    }

    /// <summary>A slow clock takes a slower line: eight clocks per bit.</summary>
    [Theory]
    [InlineData(100, "12000000")]
    [InlineData(80, "6000000")]
    [InlineData(20, "2000000")]
    public void The_line_is_as_fast_as_the_clock_allows(int mega, string baud) =>
        Assert.Equal(baud, Read(Text(Generate("arty-a7-35t", mega * 1_000_000L), Parameters))["Baud"]);

    [Fact]
    public void A_clock_out_of_reach_is_FS3011()
    {
        var board = BoardCatalogue.Find("tang-primer-20k").Value;
        var error = Assert.Single(HlsGenerator.Generate(Designs.ModelId, GeneratedTextTests.Tiny(), board, new PlanOptions(ClockHz: 2_000_000)).Errors);
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "FS3011.txt")).TrimEnd(), error.ToString());
    }

    private static GeneratedDesign Generate(string board, long? clockHz = null) =>
        HlsGenerator.Generate(Designs.ModelId, GeneratedTextTests.Tiny(), BoardCatalogue.Find(board).Value, new PlanOptions(ClockHz: clockHz)).Value;

    private static string Text(GeneratedDesign design, string file) => Encoding.UTF8.GetString(design.Files[file].AsSpan());

    private static Dictionary<string, string> Read(string package) =>
        Parameter().Matches(package).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value, StringComparer.Ordinal);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "FpgaSeg.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no FpgaSeg.sln above the tests");
        return folder;
    }

    [GeneratedRegex(@"^    localparam [^=]*?(?<name>\w+) = (?<value>[^;]+);$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();
}
