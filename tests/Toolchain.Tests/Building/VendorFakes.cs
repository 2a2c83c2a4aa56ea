using FpgaSeg.Boards;
using FpgaSeg.HlsGen;
using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Toolchain.Building;

namespace FpgaSeg.Toolchain.Tests.Building;

/// <summary>A design, and programs named like the vendor's that check their arguments, run the script through the recorders and leave reports.</summary>
internal sealed class VendorFakes : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public VendorFakes(string board = "arty-a7-35t")
    {
        Skip.IfNot(Tool.Exists("tclsh") && Tool.Exists("sh"), "tclsh is not installed.");
        Board = BoardCatalogue.Find(board).Value;
        Design = HlsGenerator.Generate(Designs.ModelId, OperatorSweeps.ChannelGates(), Board, new PlanOptions()).Value;
        Assert.True(BuildFolderWriter.Write(Design, Build).IsOk);
        Directory.CreateDirectory(Reports);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures")))
            File.Copy(file, Path.Combine(Reports, Path.GetFileName(file)));
        File.WriteAllText(Path.Combine(Reports, "synthesis_utilization.rpt"), "x\n");
        File.WriteAllText(Path.Combine(Reports, "utilization_hierarchical.rpt"), "x\n");
        Write("vitis_hls", """[ "$*" = "-f vitis_hls.tcl" ] || { echo "ERROR: arguments $*"; exit 9; }""", "vitis_hls vitis_hls.tcl");
        Write("vivado", """
            [ "$1 $2 $3 $4 $5 $6 $7" = "-mode batch -nojournal -nolog -source vivado.tcl -tclargs" ] || { echo "ERROR: arguments $*"; exit 9; }
            """, "vivado vivado.tcl $8 $9");
    }

    public BoardDescription Board { get; }

    public GeneratedDesign Design { get; }

    public string Build => _folder["build"];

    public string Reports => _folder["reports"];

    /// <summary>Names of the programs that ran, in order.</summary>
    public string[] Runs => File.Exists(_folder["runs"]) ? File.ReadAllLines(_folder["runs"]) : [];

    public string Program(string name) => _folder[$"bin/{name}"];

    /// <summary>Makes a program that first does what <paramref name="first"/> says.</summary>
    public void Write(string name, string first, string recorded)
    {
        var recorder = Path.Combine(AppContext.BaseDirectory, "Recorders", "recorder.tcl");
        Directory.CreateDirectory(_folder["bin"]);
        Script.Write(
            Program(name),
            $"echo {name} $8 >> {_folder["runs"]}\n{first}\nexport FPGASEG_RECORDER_REPORTS={Reports}\nexec tclsh {recorder} {recorded}");
    }

    public BuildRequest Request(BuildStep until, TimeSpan? limit = null) => new(
        Build, Design.Manifest, Board, until, 3, limit, new VendorSearch(Program("vitis_hls"), Program("vivado"), Environment.GetEnvironmentVariable), IsChecked: false);

    public void Dispose() => _folder.Dispose();
}
