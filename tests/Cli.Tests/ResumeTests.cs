using FpgaSeg.Cli.Tests.Harness;

namespace FpgaSeg.Cli.Tests;

/// <summary>simulate and evaluate go on where an earlier run ended, and the plain loops give the fast simulator's masks.</summary>
[Collection(SharedPipeline.Name)]
public sealed class ResumeTests(Pipeline pipeline)
{
    [Fact]
    public void Simulate_resumes_with_the_images_whose_masks_are_missing_or_other()
    {
        using var folder = new TemporaryFolder();
        var images = Repository.FirstImages(3);
        string[] all = ["simulate", pipeline.Model, .. images, "-o", folder["masks"], "--no-overlays", "--threads", "2", "--json"];
        Assert.Equal(3, Images(Fpgaseg.Succeed(all)).Length);
        var masks = images.Select(f => Path.Combine(folder["masks"], Path.GetFileName(f))).ToArray();
        var expected = masks.Select(File.ReadAllBytes).ToArray();

        File.Delete(masks[1]);
        File.WriteAllBytes(masks[2], expected[0]);
        Assert.Equal([images[1], images[2]], Images(Fpgaseg.Succeed([.. all, "--resume"])));
        Assert.Equal(expected, masks.Select(File.ReadAllBytes));
        Assert.Empty(Images(Fpgaseg.Succeed([.. all, "--resume"])));
    }

    [Fact]
    public void Simulate_refuses_to_resume_the_masks_of_another_model()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["masks"]);
        File.WriteAllText(Path.Combine(folder["masks"], MaskJournal.SimulateFile), "fpgaseg-simulate-1 another\n");
        Refusal.Check(Fpgaseg.Run("simulate", pipeline.Model, Repository.FirstImages(1)[0], "-o", folder["masks"], "--resume"), 2, "FS1912");
    }

    [Fact]
    public void The_plain_loops_give_the_same_files()
    {
        using var folder = new TemporaryFolder();
        var image = Repository.FirstImages(1)[0];
        Fpgaseg.Succeed("simulate", pipeline.Model, image, "-o", folder["fast"], "--threads", "2");
        Fpgaseg.Succeed("simulate", pipeline.Model, image, "-o", folder["plain"], "--reference");
        string[] files = [.. Directory.GetFiles(folder["fast"], "*.png").Select(f => Path.GetFileName(f)!)];
        Assert.Equal(2, files.Length);
        Assert.All(files, f => Assert.Equal(File.ReadAllBytes(Path.Combine(folder["plain"], f)), File.ReadAllBytes(Path.Combine(folder["fast"], f))));
    }

    [Fact]
    public void Evaluate_takes_what_its_journal_has_and_measures_the_rest()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["names.txt"], Repository.FirstImages(3).Select(f => Path.GetFileNameWithoutExtension(f)));
        string[] evaluate =
        [
            "evaluate", pipeline.Model, "--images", Repository.Images, "--masks", Repository.Masks, "--names", folder["names.txt"], "--journal", folder["done.txt"], "--json",
        ];
        var first = Fpgaseg.Succeed(evaluate);
        var lines = File.ReadAllLines(folder["done.txt"]);
        Assert.Equal(4, lines.Length);

        // The last line is cut off in the middle: it is measured again. The one before is believed.
        var changed = lines[2].Replace(":- ", ":- 1", StringComparison.Ordinal);
        File.WriteAllText(folder["done.txt"], $"{lines[0]}\n{lines[1]}\n{lines[2]}\n{lines[3][..20]}");
        Assert.Equal(first, Fpgaseg.Succeed(evaluate));
        Assert.Equal(lines.Order(), File.ReadAllLines(folder["done.txt"]).Order());
        File.WriteAllText(folder["done.txt"], $"{lines[0]}\n{lines[1]}\n{changed}\n{lines[3]}\n");
        Assert.NotEqual(first, Fpgaseg.Succeed(evaluate));
        File.WriteAllText(folder["done.txt"], "another\n");
        Refusal.Check(Fpgaseg.Run(evaluate), 2, "FS1913");
    }

    private static string[] Images(string json) =>
        [.. JsonFields.Only(json).GetProperty("images").EnumerateArray().Select(i => i.GetProperty("file").GetString()!)];
}
