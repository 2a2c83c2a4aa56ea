namespace FpgaSeg.Reports.Tests;

/// <summary>The page on disk.</summary>
public sealed class FileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fpgaseg-reports-");

    [Fact]
    public void A_page_is_written_whole()
    {
        var path = Path.Combine(_folder.FullName, "new", "report.html");

        Assert.True(ReportFile.Save(Sample.Content, path).IsOk);
        Assert.Equal(Sample.Page, File.ReadAllText(path));
        Assert.Single(_folder.GetFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_folder_that_is_a_file_is_a_coded_error()
    {
        var file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "");

        Assert.Equal("FS2151", ReportFile.Save(Sample.Content, Path.Combine(file, "report.html")).Errors.Single().Code);
    }

    [Fact]
    public void The_error_reads_as_agreed() => Assert.Equal(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "FS2151.txt")).TrimEnd(),
        ReportDiagnostics.NotWritten("out/report.html", "No space left on device").ToString());

    [Fact]
    public void No_golden_text_is_orphaned() => Assert.Equal(
        ["FS2151.txt"], Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Golden")).Select(Path.GetFileName));

    public void Dispose() => _folder.Delete(recursive: true);
}
