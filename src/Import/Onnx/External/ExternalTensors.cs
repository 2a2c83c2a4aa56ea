using System.Globalization;
using System.Security.Cryptography;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Import.Onnx.Format;
using Google.Protobuf;

namespace FpgaSeg.Import.Onnx.External;

/// <summary>Brings tensors that a model keeps in other files into it, as views of those files' bytes. Without a folder they stay outside.</summary>
internal sealed class ExternalTensors(string at, string? folder)
{
    private const int Outside = 1;
    private readonly ExternalFolder? _folder = folder is null ? null : new ExternalFolder(folder, at);

    /// <summary>The model with every tensor inside; all that cannot be brought in is reported.</summary>
    public Result<ModelProto> Inline(ModelProto model)
    {
        if (_folder is null)
            return model;
        var errors = new List<Diagnostic>();
        var constants = model.Graph.Node.SelectMany(n => n.Attribute).Where(a => a.T is not null).Select(a => a.T);
        foreach (var tensor in model.Graph.Initializer.Concat(constants).Where(t => t.DataLocation == Outside))
            errors.AddRange(Inline(_folder, tensor).Errors);
        return errors.Count > 0 ? Result<ModelProto>.Fail(errors) : model;
    }

    /// <summary>SHA-256 of the model file and of the files that its tensors came from, in order of first use; lower-case hexadecimal.</summary>
    public string Sha256(byte[] content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(content);
        foreach (var file in _folder?.Read ?? [])
            hash.AppendData(file);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private Result<Unit> Inline(ExternalFolder files, TensorProto tensor)
    {
        var location = Entry(tensor, "location") ?? "";
        return files.Open(tensor.Name, location).Then(file =>
        {
            var (offset, length) = (Number(tensor, "offset", 0), Number(tensor, "length", null));
            if (offset < 0 || length < 0 || offset > file.Length || length > file.Length - offset)
                return (Result<Unit>)ExternalErrors.Range(
                    at, tensor.Name, location, $"offset {Entry(tensor, "offset") ?? "0"}, length {Entry(tensor, "length") ?? "to the end"}", file.Length);
            tensor.RawData = UnsafeByteOperations.UnsafeWrap(file.AsMemory((int)offset!, (int)(length ?? file.Length - offset)));
            tensor.DataLocation = 0;
            tensor.ExternalData.Clear();
            return default(Unit);
        });
    }

    private static string? Entry(TensorProto tensor, string key) => tensor.ExternalData.FirstOrDefault(e => e.Key == key)?.Value;

    /// <summary>A number, -1 for text that is none, <paramref name="standard"/> where it is not given.</summary>
    private static long? Number(TensorProto tensor, string key, long? standard) =>
        Entry(tensor, key) is not { } text ? standard
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1;
}
