using System.Globalization;
using System.Text.Json;
using FpgaSeg.Cli.Tests.Harness;

namespace FpgaSeg.Cli.Tests;

/// <summary>stream --report over a real pseudo-terminal, at a pace, against a board of the test's own: what the three files say agrees.</summary>
public sealed class StreamReportTests
{
    [Fact]
    public async Task The_three_files_say_the_same_and_every_time_is_possible()
    {
        using var folder = new TemporaryFolder();
        await using var board = SmallBoard.Start(baud: 921_600);
        var images = SmallBoard.WriteImages(folder["images"], 6);
        foreach (var ending in new[] { "csv", "json", "html" })
            Fpgaseg.Succeed("stream", "--device", $"{board.DeviceUrl}?baud=921600", images, "-o", folder["masks"], "--no-overlays", "--report", folder[$"run.{ending}"]);

        var rows = File.ReadAllLines(folder["run.csv"]).Select(l => l.Split(',')).ToArray();
        var frames = JsonDocument.Parse(File.ReadAllText(folder["run.json"])).RootElement.GetProperty("frames");
        Assert.Equal((7, 6), (rows.Length, frames.GetArrayLength()));
        var (lineMs, maskMs) = (SmallBoard.UploadMs(921_600), SmallBoard.DownloadMs(921_600));
        foreach (var row in rows.Skip(1))
        {
            double Value(string column) => double.Parse(row[Array.IndexOf(rows[0], column)], CultureInfo.InvariantCulture);
            Assert.InRange(Value("upload_ms"), lineMs * 0.97, 60_000);
            Assert.InRange(Value("total_ms"), (lineMs + maskMs) * 0.97, 60_000);
            Assert.InRange(Value("download_ms"), 0, Value("total_ms"));
            Assert.InRange(Value("host_ms"), 0.0001, 60_000);
            Assert.Equal(Value("total_ms"), Value("done_at_ms") - Value("sent_at_ms"), 0.001);
        }

        Assert.Equal(6, System.Text.RegularExpressions.Regex.Count(File.ReadAllText(folder["run.html"]), "<g class=\"row\">"));
    }

    [Fact]
    public void Another_ending_is_refused() =>
        Refusal.Check(Fpgaseg.Run("stream", "x.png", "--device", "tcp:localhost:1", "--report", "run.pdf"), 2, "FS1901");
}
