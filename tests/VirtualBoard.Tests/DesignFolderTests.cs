using FpgaSeg.VirtualBoard.Design;

namespace FpgaSeg.VirtualBoard.Tests;

public sealed class DesignFolderTests : IDisposable
{
    private readonly FakeDesign _design = new();

    public void Dispose() => _design.Dispose();

    [Fact]
    public void An_untouched_folder_is_loaded()
    {
        var folder = DesignFolder.Load(_design.Folder).Value;
        Assert.Equal(new string('b', 64), folder.Manifest.ModelId);
        Assert.Equal(FakeDesign.Width, folder.Manifest.Image.Width);
    }

    [Fact]
    public void A_folder_without_a_manifest_is_FS4501()
    {
        File.Delete(_design.ManifestPath);
        Assert.Equal(["FS4501"], Codes());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"format\": 1,")]
    public void A_manifest_that_is_none_is_FS4502(string text)
    {
        File.WriteAllText(_design.ManifestPath, text);
        Assert.Equal(["FS4502"], Codes());
    }

    [Fact]
    public void Changed_and_missing_files_are_FS4503_all_at_once()
    {
        _design.Write("Makefile", "csim:\n");
        File.Delete(Path.Combine(_design.Folder, "src", "csim.cpp"));
        Assert.Equal(["FS4503", "FS4503"], Codes());
        Assert.Equal(["FS4503"], Codes(allowModified: true));
    }

    [Fact]
    public void A_planted_fault_is_let_through_on_demand()
    {
        File.AppendAllText(Path.Combine(_design.Folder, "src", "csim.cpp"), "// planted\n");
        Assert.Equal(["FS4503"], Codes());
        Assert.True(DesignFolder.Load(_design.Folder, allowModified: true).IsOk);
    }

    [Fact]
    public void A_changed_manifest_is_FS4504()
    {
        File.WriteAllText(_design.ManifestPath, File.ReadAllText(_design.ManifestPath).Replace("100000000", "200000000", StringComparison.Ordinal));
        Assert.Equal(["FS4504"], Codes());
    }

    private IEnumerable<string> Codes(bool allowModified = false) => DesignFolder.Load(_design.Folder, allowModified).Errors.Select(e => e.Code);
}
