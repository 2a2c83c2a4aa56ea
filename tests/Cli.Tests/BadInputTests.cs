using FpgaSeg.Cli.Tests.Harness;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import;

namespace FpgaSeg.Cli.Tests;

/// <summary>Input that cannot be used: a coded sentence, the right exit code, and nothing left on disk.</summary>
[Collection(SharedPipeline.Name)]
public sealed class BadInputTests(Pipeline pipeline) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Output => _folder["out"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Missing_files()
    {
        Refuse("FS1001", "quantize", _folder["no.onnx"], "--calibration", Repository.Calibration, "-o", Output);
        Refuse("FS1902", "quantize", Repository.Model, "--calibration", _folder["none"], "-o", Output);
        Refuse("FS1902", "simulate", pipeline.Model, _folder["no.png"], "-o", Output);
        Refuse("FS2001", "simulate", _folder["no.fsq"], Repository.FirstImages(1)[0], "-o", Output);
        Refuse("FS2001", "gen-hls", _folder["no.fsq"], "-o", Output);
        Refuse("FS4501", "virtual-board", _folder["no"]);
        Refuse("FS1902", "evaluate", pipeline.Model, "--images", _folder["none"], "--masks", Repository.Masks);
    }

    [Fact]
    public void Truncated_and_random_models()
    {
        var whole = File.ReadAllBytes(Repository.Model);
        var noise = new byte[5000];
        new Random(1).NextBytes(noise);
        File.WriteAllBytes(_folder["short.onnx"], whole[..(whole.Length / 2)]);
        File.WriteAllBytes(_folder["noise.onnx"], noise);
        Refuse("FS1101", "quantize", _folder["short.onnx"], "--calibration", Repository.Calibration, "-o", Output);
        Refuse("FS1101", "quantize", _folder["noise.onnx"], "--calibration", Repository.Calibration, "-o", Output);
    }

    [Fact]
    public void Weights_that_are_not_numbers()
    {
        var network = ModelImporters.Import(Repository.Model, new ImportOptions()).Value.Graph;
        var kernel = network.Nodes.Select(n => n.Operator).OfType<FloatConv2d>().First().Kernel.Data;
        var bytes = File.ReadAllBytes(Repository.Model);
        var at = bytes.AsSpan().IndexOf(kernel.Take(4).SelectMany(BitConverter.GetBytes).ToArray());
        Assert.True(at > 0, "the first weights are not in the file as they are");
        BitConverter.GetBytes(float.NaN).CopyTo(bytes, at + 4);
        File.WriteAllBytes(_folder["nan.onnx"], bytes);
        Refuse("FS1113", "quantize", _folder["nan.onnx"], "--calibration", Repository.Calibration, "-o", Output);
    }

    [Fact]
    public void A_calibration_folder_without_images()
    {
        Directory.CreateDirectory(_folder["empty"]);
        Refuse("FS1903", "quantize", Repository.Model, "--calibration", _folder["empty"], "-o", Output);
    }

    [Fact]
    public void A_list_of_no_names()
    {
        File.WriteAllText(_folder["names.txt"], "\n");
        Refuse("FS1901", "evaluate", pipeline.Model, "--images", Repository.Images, "--masks", Repository.Masks, "--names", _folder["names.txt"]);
    }

    [Fact]
    public void Something_else_among_the_images()
    {
        Directory.CreateDirectory(_folder["images"]);
        File.Copy(Repository.FirstImages(1)[0], _folder["images/a.png"]);
        File.WriteAllText(_folder["images/b.png"], "This is no picture.");
        Refuse("FS1303", "quantize", Repository.Model, "--calibration", _folder["images"], "-o", Output);
        Refuse("FS1303", "verify", pipeline.Model, "--device", "serial:/dev/none", _folder["images"]);
        var outcome = Fpgaseg.Run("simulate", pipeline.Model, _folder["images"], "-o", Output);
        Refusal.Check(outcome, 2, "FS1303");
        Assert.Equal(["a.overlay.png", "a.png"], Directory.GetFiles(Output, "*.png").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_package_with_one_flipped_byte()
    {
        var bytes = File.ReadAllBytes(pipeline.Model);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(_folder["flipped.fsq"], bytes);
        var image = Repository.FirstImages(1)[0];
        Refuse("FS2002", "simulate", _folder["flipped.fsq"], image, "-o", Output);
        Refuse("FS2002", "gen-hls", _folder["flipped.fsq"], "-o", Output);
        Refuse("FS2002", "verify", _folder["flipped.fsq"], "--device", "serial:/dev/none", image);
    }

    [Fact]
    public void A_build_folder_of_another_model()
    {
        Fpgaseg.Succeed("quantize", Repository.Model, "--calibration", Repository.Calibration, "--max-images", "1", "-o", _folder["other.fsq"]);
        Refuse("FS1908", "verify", _folder["other.fsq"], "--device", "serial:/dev/none", "--build", pipeline.Build, Repository.FirstImages(1)[0]);
    }

    [Fact]
    public void Wrong_usage()
    {
        Refuse("FS3001", "gen-hls", pipeline.Model, "--board", "breadboard", "-o", Output);
        Refuse("FS1901", "gen-hls", pipeline.Model, "--bord", "arty-a7-35t", "-o", Output);
        Refuse("FS1901", "compile");
        Refuse("FS1901", "quantize", Repository.Model);
        Refuse("FS1901", "quantize", Repository.Model, "--calibration", Repository.Calibration, "--mean", "a,b,c", "-o", Output);
        Refuse("FS1901", "stream", Repository.FirstImages(1)[0], "--device", "serial:/dev/none", "--report");
        Refuse("FS1901", "verify", pipeline.Model, Repository.FirstImages(1)[0], "--device", "serial:/dev/none", "--layers", "--build");
        Refuse("FS1904", "simulate", pipeline.Model, Repository.FirstImages(1)[0], Repository.FirstImages(1)[0], "-o", Output);
    }

    [Fact]
    public void Output_that_cannot_be_written()
    {
        File.WriteAllText(_folder["file"], "in the way");
        var image = Repository.FirstImages(1)[0];
        Refuse("FS1911", "simulate", pipeline.Model, image, "-o", _folder["file"]);
        Refuse("FS3006", "gen-hls", pipeline.Model, "-o", _folder["file"]);
        var written = Fpgaseg.Run("quantize", Repository.Model, "--calibration", image, "-o", _folder["file/model.fsq"]);
        Refusal.Check(written, 2, "FS2006");
        Assert.Equal("in the way", File.ReadAllText(_folder["file"]));
        Assert.Equal(["file"], _folder.Entries());
    }

    private void Refuse(string code, params string[] arguments)
    {
        var before = _folder.Entries();
        Refusal.Check(Fpgaseg.Run(arguments), 2, code);
        Assert.Equal(before, _folder.Entries());
    }
}
