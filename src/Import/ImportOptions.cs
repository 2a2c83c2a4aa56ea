namespace FpgaSeg.Import;

/// <summary>What the user decides about an import.</summary>
/// <param name="Height">Rows of the input image; needed where the model leaves them open, and overrides what it says.</param>
/// <param name="Width">Columns of the input image, likewise.</param>
/// <param name="Output">Name of the value that decides the mask; needed where the model has several outputs.</param>
/// <param name="Class">Channel that is the foreground; needed where the network tells more than two classes apart.</param>
public sealed record ImportOptions(int? Height = null, int? Width = null, string? Output = null, int? Class = null)
{
    /// <summary>Name of the zoo's network that a checkpoint's parameters belong to; found by their names and shapes where it is not given.</summary>
    public string? Architecture { get; init; }

    /// <summary>Which dictionary of a checkpoint holds the weights ('model', 'ema'); needed where several fit.</summary>
    public string? StateDict { get; init; }

    /// <summary>Folder of the model file, where tensors that it keeps in other files are looked for; null: nowhere.</summary>
    internal string? Folder { get; init; }
}
