namespace FpgaSeg.HlsGen.Tests;

/// <summary>Every golden file belongs to a test.</summary>
public class GoldenTests
{
    [Fact]
    public void No_golden_is_orphaned()
    {
        string[] used =
        [
            "Design/Makefile.txt", "Design/n2_stem.hpp.txt", "Design/n2_stem.mem.txt", "Design/stages.hpp.txt", "Design/top.cpp.txt",
            "Design/vitis_hls.tcl.txt", "FS3003-output.txt",
            "FS3003-resize.txt", "FS3003-table.txt", "FS3003-windows.txt", "FS3004.txt", "FS3005.txt", "FS3006.txt", "FS3007.txt", "FS3011.txt",
            "FS3501.txt", "FS3502.txt", "FS3503.txt", "FS3504.txt", "FS3505.txt",
        ];
        var folder = Path.Combine(AppContext.BaseDirectory, "Golden");
        var present = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal);
        Assert.Equal(used, present);
    }
}
