using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Import;

/// <summary>Reads one model file format. To add one: a folder beside Onnx/ and a line in <see cref="ModelImporters"/>.</summary>
public interface IModelImporter
{
    /// <summary>Name of the format, for messages.</summary>
    string Format { get; }

    /// <summary>Extension with its dot, lower case.</summary>
    string Extension { get; }

    /// <summary>Whether the first bytes look like this format; used where the extension says nothing.</summary>
    bool Recognises(ReadOnlySpan<byte> content);

    /// <summary>Reads a model; any bytes give a model or coded errors, all of them together.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="fileName">Name for messages.</param>
    /// <param name="options">The user's decisions.</param>
    Result<ImportedModel> Import(byte[] content, string fileName, ImportOptions options);
}
