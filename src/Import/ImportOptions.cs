namespace FpgaSeg.Import;

/// <summary>What the user decides about an import.</summary>
/// <param name="Height">Rows of the input image; needed where the model leaves them open, and overrides what it says.</param>
/// <param name="Width">Columns of the input image, likewise.</param>
/// <param name="Output">Name of the value that decides the mask; needed where the model has several outputs.</param>
/// <param name="Class">Channel that is the foreground; needed where the network tells more than two classes apart.</param>
public sealed record ImportOptions(int? Height = null, int? Width = null, string? Output = null, int? Class = null);
