using FpgaSeg.Import.Architectures;
using FpgaSeg.Import.Safetensors;
using Xunit.Abstractions;

namespace FpgaSeg.Import.Tests.Checkpoints;

/// <summary>A checkpoint of every network of the zoo is recognised and becomes a graph, or is refused for an operator that has no exact rule.</summary>
public sealed class ZooImportTests(ITestOutputHelper log)
{
    /// <summary>ENet unpools by indices, UNeXt normalises over channels: no exact integer rule, the graph reader refuses them by node.</summary>
    private static readonly string[] Refused = ["enet", "unext-s"];

    public static TheoryData<string> Names() => new(ArchitectureCatalogue.All.Select(a => a.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_checkpoint_of_the_network_is_recognised(string name)
    {
        var architecture = ArchitectureCatalogue.All.Single(a => a.Name == name);

        var result = new SafetensorsImporter().Import(ZooCheckpoint.Of(architecture), "zoo.safetensors", new ImportOptions { Architecture = name });

        log.WriteLine(string.Join('\n', result.Errors.Take(3)));
        Assert.Equal(Refused.Contains(name), !result.IsOk);
        Assert.All(result.Errors, e => Assert.StartsWith("FS12", e.Code, StringComparison.Ordinal));
        if (result.IsOk)
            Assert.Equal(name, result.Value.Architecture);
    }

    /// <summary>What its weights show is enough: without a name, the network or one of the same parameters is found.</summary>
    [Fact]
    public void No_network_is_taken_for_another_one()
    {
        foreach (var group in ArchitectureCatalogue.All.GroupBy(Signature, StringComparer.Ordinal))
        {
            var fits = ArchitectureCatalogue.All.Where(a => Signature(a) == group.Key).Select(a => a.Name);
            var chosen = new ArchitectureChoice("zoo", new ImportOptions()).Choose([.. new[] { group.First() }.Select(State)]).Value;
            Assert.Equal(fits.First(), chosen.Fit.Architecture.Name);
            Assert.Equal(fits.Count() > 1, chosen.Notes.Any(n => n.Contains("alike", StringComparison.Ordinal)));
        }
    }

    private static string Signature(Architecture architecture) =>
        string.Join(';', architecture.Parameters.Select(p => $"{p.Name} {string.Join('x', p.Dims)}").Order(StringComparer.Ordinal));

    private static Import.Checkpoints.StateDict State(Architecture architecture) => Import.Checkpoints.StateDict.Of(
        "", new SafetensorsFile(ZooCheckpoint.Of(architecture), "zoo").Tensors());
}
