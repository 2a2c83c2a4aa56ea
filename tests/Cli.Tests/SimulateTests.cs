using System.Security.Cryptography;
using System.Text;
using FpgaSeg.Cli.Tests.Harness;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import;

namespace FpgaSeg.Cli.Tests;

/// <summary>quantize, gen-hls, simulate and evaluate on the shipped model and samples.</summary>
[Collection(SharedPipeline.Name)]
public sealed class SimulateTests(Pipeline pipeline)
{
    [Fact]
    public void Quantize_reports_its_layers_and_the_hash_of_its_file()
    {
        var report = JsonFields.Only(pipeline.QuantizeJson);
        Assert.Equal(Committed.Quantize, JsonFields.Of(report));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(pipeline.Model))), report.GetProperty("model_id").GetString());
        Assert.Equal(pipeline.Graph.Nodes.Select(n => n.Name), report.GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("name").GetString()));
    }

    [Fact]
    public void Quantize_gives_the_same_bytes_again_whatever_the_threads()
    {
        using var folder = new TemporaryFolder();
        foreach (var threads in new[] { "1", "3" })
            Fpgaseg.Succeed("quantize", Repository.Model, "--calibration", Repository.Calibration, "--max-images", "1", "-o", folder[threads], "--threads", threads);
        Assert.Equal(File.ReadAllBytes(folder["1"]), File.ReadAllBytes(folder["3"]));
    }

    [Fact]
    public void Gen_hls_reports_the_design()
    {
        var report = JsonFields.Only(pipeline.GenHlsJson);
        Assert.Equal(Committed.GenHls, JsonFields.Of(report));
        var written = Directory.EnumerateFiles(pipeline.Build, "*", SearchOption.AllDirectories).Count(f => !f.Contains("/bin/", StringComparison.Ordinal));
        Assert.Equal(written, report.GetProperty("files").GetInt32());
    }

    [Fact]
    public void An_image_of_another_size_gets_a_mask_of_its_own_size()
    {
        using var folder = new TemporaryFolder();
        var sample = ImageFile.Load(Repository.FirstImages(1)[0]).Value;
        const int Width = 300, Height = 177;
        var header = Encoding.ASCII.GetBytes($"P6\n{Width} {Height}\n255\n");
        File.WriteAllBytes(folder["odd.ppm"], [.. header, .. ImageResizer.ResizeNearest(sample, Width, Height).Pixels]);

        var report = JsonFields.Only(Fpgaseg.Succeed("simulate", pipeline.Model, folder["odd.ppm"], "-o", folder["masks"], "--json"));
        Assert.Equal(Committed.Simulate, JsonFields.Of(report));
        var image = report.GetProperty("images")[0];
        Assert.Equal(folder["masks/odd.png"], image.GetProperty("mask").GetString());
        Assert.Equal(folder["masks/odd.overlay.png"], image.GetProperty("overlay").GetString());
        var (mask, overlay) = (ImageFile.Load(folder["masks/odd.png"]).Value, ImageFile.Load(folder["masks/odd.overlay.png"]).Value);
        Assert.Equal((Width, Height, 1), (mask.Width, mask.Height, mask.Channels));
        Assert.Equal((Width, Height, 3), (overlay.Width, overlay.Height, overlay.Channels));
        Assert.All(mask.Pixels, v => Assert.True(v is 0 or 255));
    }

    [Fact]
    public void Evaluate_agrees_with_the_masks_that_simulate_writes()
    {
        using var folder = new TemporaryFolder();
        var images = Repository.FirstImages(3);
        File.WriteAllLines(folder["names.txt"], images.Select(f => Path.GetFileNameWithoutExtension(f)));
        Fpgaseg.Succeed(["simulate", pipeline.Model, .. images, "-o", folder["masks"], "--no-overlays"]);
        Assert.Equal(images.Length, Directory.GetFiles(folder["masks"], "*.png").Length);
        var report = JsonFields.Only(Fpgaseg.Succeed(
            "evaluate", pipeline.Model, "--float", Repository.Model, "--images", Repository.Images, "--masks", Repository.Masks,
            "--names", folder["names.txt"], "--json"));
        Assert.Equal(Committed.Evaluate, JsonFields.Of(report));

        var network = ModelImporters.Import(Repository.Model, new ImportOptions()).Value.Graph;
        var runner = new FloatExecutor(network, Environment.ProcessorCount);
        var truths = images.Select(f => Foreground(Path.Combine(Repository.Masks, Path.GetFileName(f)))).ToArray();
        var written = images.Select(f => Foreground(Path.Combine(folder["masks"], Path.GetFileName(f)))).ToArray();
        var floats = images.Select(f => runner.RunLogit(InputNormalization.UnitRange(3).Apply(pipeline.Load(f))).Data.Select(v => v > 0).ToArray()).ToArray();
        foreach (var (name, masks) in new[] { ("fixed", written), ("float", floats) })
        {
            var scores = report.GetProperty(name);
            Assert.Equal(masks.Zip(truths, (m, t) => Dice([m], [t])).Average(), scores.GetProperty("dice_mean").GetDouble(), 12);
            Assert.Equal(Dice(masks, truths), scores.GetProperty("dice_pooled").GetDouble(), 12);
        }

        var changed = written.Zip(floats, (a, b) => 100.0 * a.Zip(b).Count(p => p.First != p.Second) / a.Length).Average();
        Assert.Equal(changed, report.GetProperty("changed_pixels_percent").GetDouble(), 12);
    }

    private static bool[] Foreground(string file) => [.. ImageFile.Load(file).Value.Pixels.Select(v => v > 127)];

    private static double Dice(bool[][] masks, bool[][] truths)
    {
        var both = masks.Zip(truths, (m, t) => m.Zip(t).Count(p => p.First && p.Second)).Sum();
        return 2.0 * both / (masks.Sum(m => m.Count(v => v)) + truths.Sum(t => t.Count(v => v)));
    }
}
