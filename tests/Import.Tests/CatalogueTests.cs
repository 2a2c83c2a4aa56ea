using FpgaSeg.Import.Onnx.Folding;
using FpgaSeg.Import.Onnx.Readers;

namespace FpgaSeg.Import.Tests;

/// <summary>A reader or importer that is written but not registered is a mistake.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public void Every_operator_reader_is_in_the_catalogue() =>
        Assert.Equal(
            Implementations<IOnnxOperatorReader>().Select(type => type.Name).Order(StringComparer.Ordinal),
            OperatorCatalogue.All.Select(reader => reader.GetType().Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_page_lists_every_operator()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "onnx.md"));

        Assert.All(OperatorCatalogue.Names, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
        Assert.All(ConstantFolder.Names, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_importer_is_in_the_catalogue() =>
        Assert.Equal(
            Implementations<IModelImporter>().Select(type => type.Name).Order(), ModelImporters.All.Select(i => i.GetType().Name).Order());

    private static IEnumerable<Type> Implementations<T>() =>
        typeof(IModelImporter).Assembly.GetTypes().Where(
            type => type is { IsClass: true, IsAbstract: false } && typeof(T).IsAssignableFrom(type));
}
