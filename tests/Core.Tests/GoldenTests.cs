namespace FpgaSeg.Core.Tests;

public sealed class GoldenTests
{
    [Fact]
    public void Every_image_error_is_documented_and_has_a_golden_text()
    {
        var documented = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "images.md"))
            .Where(line => line.StartsWith("## FS", StringComparison.Ordinal))
            .Select(line => line[3..9]);
        var golden = Directory.GetFiles(Golden.Folder, "FS13*.txt").Select(file => Path.GetFileName(file)[..6]).Distinct();
        Assert.Equal(documented.Order(StringComparer.Ordinal), golden.Order(StringComparer.Ordinal));
    }
}
