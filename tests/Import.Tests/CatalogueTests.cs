using FpgaSeg.Import.Onnx.Readers;

namespace FpgaSeg.Import.Tests;

/// <summary>A reader or importer that is written but not registered is a mistake.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public void Every_operator_reader_is_in_the_catalogue()
    {
        var written = Implementations<IOnnxOperatorReader>().Select(type => ((IOnnxOperatorReader)Activator.CreateInstance(type)!).OpType);

        Assert.Equal(written.Order(StringComparer.Ordinal), OperatorCatalogue.Names);
    }

    [Fact]
    public void Every_importer_is_in_the_catalogue() =>
        Assert.Equal(
            Implementations<IModelImporter>().Select(type => type.Name).Order(), ModelImporters.All.Select(i => i.GetType().Name).Order());

    private static IEnumerable<Type> Implementations<T>() =>
        typeof(IModelImporter).Assembly.GetTypes().Where(
            type => type is { IsClass: true, IsAbstract: false } && typeof(T).IsAssignableFrom(type));
}
