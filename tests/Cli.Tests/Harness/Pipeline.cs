using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;

namespace FpgaSeg.Cli.Tests.Harness;

/// <summary>The shipped model quantized and generated once, by the program itself.</summary>
public sealed class Pipeline : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Pipeline()
    {
        QuantizeJson = Fpgaseg.Succeed("quantize", Repository.Model, "--calibration", Repository.Calibration, "-o", Model, "--json");
        GenHlsJson = Fpgaseg.Succeed("gen-hls", Model, "-o", Build, "--json");
        Graph = ModelPackageFile.Load(Model).Value.Package.Graph;
    }

    public string Model => _folder["model.fsq"];

    public string Build => _folder["build"];

    public string QuantizeJson { get; }

    public string GenHlsJson { get; }

    public DataflowGraph<IntegerNode> Graph { get; }

    public void Dispose() => _folder.Dispose();

    /// <summary>An image at the network's shape.</summary>
    public FeatureMap<byte> Load(string image) => PixelTensor.Load(image, Graph.Input.Shape).Value;

    /// <summary>A copy of the generated sources, to be compiled or changed; no program is in it.</summary>
    public void CopyBuildTo(string target)
    {
        foreach (var file in Directory.EnumerateFiles(Build, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(Build, file);
            if (name.StartsWith("bin" + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                continue;
            var copy = Path.Combine(target, name);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}

/// <summary>Classes of this collection share one pipeline and run one after another: each of them can use the whole machine.</summary>
[CollectionDefinition(Name)]
public sealed class SharedPipeline : ICollectionFixture<Pipeline>
{
    public const string Name = "pipeline";
}
